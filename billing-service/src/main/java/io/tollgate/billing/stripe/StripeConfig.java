package io.tollgate.billing.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How Stripe's API is reached. Without a key, states are decided from the kept events alone. */
@ConfigMapping(prefix = "tollgate.stripe")
public interface StripeConfig {

    /** Secret or restricted key; see the README for the permissions. */
    Optional<String> secretKey();

    /** Base URL of the API, for a stand-in. Not set: Stripe's own. Never with a live key. */
    Optional<String> apiBase();

    /**
     * Calls this replica makes in a second at most. Stripe allows 25 in a sandbox and 100 in live
     * mode, for all callers of the account together; not set: 20 or 80, by the key's mode.
     */
    OptionalInt callsPerSecond();

    /** Time to connect; Stripe's own default of 30 s would outlast a lane's deadline. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** Longest wait for one answer; what is left of the caller's deadline may be less. */
    @WithDefault("8S")
    Duration readTimeout();

    /** The mode of the key: live unless it says {@code _test_}. */
    static boolean isLive(String key) {
        return !key.contains("_test_");
    }
}
