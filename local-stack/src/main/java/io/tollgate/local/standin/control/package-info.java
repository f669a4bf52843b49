/**
 * The stand-in's own API under {@code /_standin}: the clock, the truth, and what is to go wrong.
 */
@NullMarked
package io.tollgate.local.standin.control;

import org.jspecify.annotations.NullMarked;
