/** Trains the AOT caches with which the services' JVMs start. */
@NullMarked
package io.tollgate.local.aot;

import org.jspecify.annotations.NullMarked;
