/** The stand-in for Stripe, with Stripe's own Java client as its caller. */
@NullMarked
package io.tollgate.local.standin;

import org.jspecify.annotations.NullMarked;
