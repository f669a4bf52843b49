@NullMarked
package io.tollgate.core.search;

import org.jspecify.annotations.NullMarked;
