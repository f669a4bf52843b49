@NullMarked
package io.tollgate.core.plan;

import org.jspecify.annotations.NullMarked;
