/** Reads Stripe's JSON of any API version into what it says, as pure functions. */
@NullMarked
package io.tollgate.billing.normalise;

import org.jspecify.annotations.NullMarked;
