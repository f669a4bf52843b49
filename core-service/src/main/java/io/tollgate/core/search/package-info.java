/** Finds users by whatever id somebody has at hand. */
@NullMarked
package io.tollgate.core.search;

import org.jspecify.annotations.NullMarked;
