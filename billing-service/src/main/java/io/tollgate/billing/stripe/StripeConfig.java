package io.tollgate.billing.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How Stripe's API is reached. Without a key, states are decided from the kept events alone. */
@ConfigMapping(prefix = "tollgate.stripe")
public interface StripeConfig {

    /**
     * Secret or restricted key, to ask Stripe what is true and to start payments. Without one the
     * events decide alone, nothing is reconciled and nothing can be paid. The README names the
     * permissions.
     */
    Optional<String> secretKey();

    /** Another base URL of Stripe's API, such as the stand-in's; never with a live key. */
    Optional<String> apiBase();

    /**
     * Calls of Stripe in a second at most by this replica, everything included. Not set: 20 with a
     * test key, 80 with a live one. Stripe's limits are 25 and 100 for the whole account: divide by
     * the replicas.
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
