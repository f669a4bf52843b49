/** PostgreSQL and the two production jars as processes, for the launcher, tests and load. */
@NullMarked
package io.tollgate.local.stack;

import org.jspecify.annotations.NullMarked;
