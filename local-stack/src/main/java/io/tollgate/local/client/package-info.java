/** The HTTP calls that Stripe, an operator and a product make to the two services. */
@NullMarked
package io.tollgate.local.client;

import org.jspecify.annotations.NullMarked;
