/** A user's one customer at Stripe. */
@NullMarked
package io.tollgate.billing.customer;

import org.jspecify.annotations.NullMarked;
