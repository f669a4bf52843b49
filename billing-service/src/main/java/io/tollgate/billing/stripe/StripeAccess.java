package io.tollgate.billing.stripe;

import java.util.Optional;

/**
 * Stripe's API, where a key is set.
 *
 * @param api empty without a key
 */
public record StripeAccess(Optional<StripeApi> api) {

    /** Subscriptions; empty without a key. */
    public Optional<StripeSubscriptions> subscriptions() {
        return api.map(StripeSubscriptions::new);
    }

    /** What each subscription is now; empty without a key. */
    public Optional<StripeStates> states() {
        return subscriptions().map(StripeStates::new);
    }

    /** What each payment is now; empty without a key. */
    public Optional<StripePayments> payments() {
        return api.map(StripePayments::new);
    }

    /** What Stripe can be asked to do; empty without a key. */
    public Optional<StripePosts> posts() {
        return api.map(StripePosts::new);
    }

    /** Customers; empty without a key. */
    public Optional<StripeCustomers> customers() {
        return api.map(StripeCustomers::new);
    }

    /** The list of events; empty without a key. */
    public Optional<StripeEvents> events() {
        return api.map(StripeEvents::new);
    }

    /** The same under a lower rate of its own; what it takes still counts against the whole. */
    public StripeAccess slower(int callsPerSecond) {
        return new StripeAccess(api.map(fast -> fast.slower(callsPerSecond)));
    }
}
