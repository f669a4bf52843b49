/** The production jars as processes, on a durable database, under what goes wrong in earnest. */
@NullMarked
package io.tollgate.local.system;

import org.jspecify.annotations.NullMarked;
