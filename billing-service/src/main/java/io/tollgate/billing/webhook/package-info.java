/** Takes deliveries from Stripe: verifies first, keeps second, answers last. */
@NullMarked
package io.tollgate.billing.webhook;

import org.jspecify.annotations.NullMarked;
