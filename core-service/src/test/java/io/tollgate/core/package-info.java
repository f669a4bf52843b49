/** Tests of core-service over HTTP, on a real database. */
@NullMarked
package io.tollgate.core;

import org.jspecify.annotations.NullMarked;
