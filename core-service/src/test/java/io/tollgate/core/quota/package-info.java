@NullMarked
package io.tollgate.core.quota;

import org.jspecify.annotations.NullMarked;
