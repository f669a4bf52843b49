/** Sessions that send people to Stripe's own pages: to pay, to subscribe, to change their mind. */
@NullMarked
package io.tollgate.local.standin.checkout;

import org.jspecify.annotations.NullMarked;
