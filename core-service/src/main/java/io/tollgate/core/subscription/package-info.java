/** What Stripe subscriptions now are, and how an update becomes that state. */
@NullMarked
package io.tollgate.core.subscription;

import org.jspecify.annotations.NullMarked;
