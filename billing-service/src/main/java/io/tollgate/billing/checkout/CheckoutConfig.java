package io.tollgate.billing.checkout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where users go for Stripe's pages, and where they come back to: never where a caller says. */
@ConfigMapping(prefix = "tollgate.checkout")
public interface CheckoutConfig {

    /** Where a user comes back to having subscribed; may hold {@code {CHECKOUT_SESSION_ID}}. */
    Optional<String> successUrl();

    /** Where a user comes back to without having subscribed. */
    Optional<String> cancelUrl();

    /** Where a user comes back to from the portal. */
    Optional<String> portalReturnUrl();

    /** Whether a user who has a subscription may begin another. */
    @WithDefault("refuse")
    SecondSubscription secondSubscription();

    /** All of one request of a frontend that subscribes, Stripe's and core's answers included. */
    @WithDefault("12S")
    Duration deadline();

    /** What becomes of a wish for another subscription. */
    enum SecondSubscription {
        REFUSE,
        ALLOW
    }
}
