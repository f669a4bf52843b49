/** Sends users to Stripe's pages: to subscribe, and to change what they have. */
@NullMarked
package io.tollgate.billing.checkout;

import org.jspecify.annotations.NullMarked;
