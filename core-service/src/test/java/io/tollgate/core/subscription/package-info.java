@NullMarked
package io.tollgate.core.subscription;

import org.jspecify.annotations.NullMarked;
