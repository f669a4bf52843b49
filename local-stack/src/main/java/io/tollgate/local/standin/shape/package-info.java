/** Objects as each API version shows them: kept in the newest shape, and shown in older ones. */
@NullMarked
package io.tollgate.local.standin.shape;

import org.jspecify.annotations.NullMarked;
