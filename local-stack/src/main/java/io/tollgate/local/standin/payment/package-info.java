/** Payments as they are made: intents and their charges, and what goes wrong with either. */
@NullMarked
package io.tollgate.local.standin.payment;

import org.jspecify.annotations.NullMarked;
