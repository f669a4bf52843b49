/** The launcher behind ./run: it starts the stack, shows it, and stops it. */
@NullMarked
package io.tollgate.local;

import org.jspecify.annotations.NullMarked;
