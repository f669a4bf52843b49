@NullMarked
package io.tollgate.core.platform;

import org.jspecify.annotations.NullMarked;
