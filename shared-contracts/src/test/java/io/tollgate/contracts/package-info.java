@NullMarked
package io.tollgate.contracts;

import org.jspecify.annotations.NullMarked;
