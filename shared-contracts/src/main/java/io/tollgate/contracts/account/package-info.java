/** The link between a product's user and a Stripe customer. */
@NullMarked
package io.tollgate.contracts.account;

import org.jspecify.annotations.NullMarked;
