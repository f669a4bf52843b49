package io.tollgate.billing.stripe;

import java.util.Optional;

/**
 * Stripe's API, where a key is set.
 *
 * @param api empty without a key
 */
public record StripeAccess(Optional<StripeApi> api) {

    /** Subscriptions as they are now; empty without a key. */
    public Optional<StripeSubscriptions> subscriptions() {
        return api.map(StripeSubscriptions::new);
    }
}
