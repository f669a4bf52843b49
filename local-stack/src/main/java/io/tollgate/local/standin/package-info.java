/** A stand-in for Stripe on this machine: its API, its events, its clock, and its bad days. */
@NullMarked
package io.tollgate.local.standin;

import org.jspecify.annotations.NullMarked;
