/** Reads from Stripe's API: raw JSON, within Stripe's limits and a deadline. */
@NullMarked
package io.tollgate.billing.stripe;

import org.jspecify.annotations.NullMarked;
