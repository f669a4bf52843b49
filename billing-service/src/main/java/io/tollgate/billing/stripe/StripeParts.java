package io.tollgate.billing.stripe;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the plain classes of this package together. */
public final class StripeParts {

    /** A fifth of Stripe's limits is left to whatever else uses the account. */
    private static final int CALLS_PER_SECOND_TEST = 20;

    private static final int CALLS_PER_SECOND_LIVE = 80;

    private StripeParts() {}

    @Produces
    @Singleton
    static StripeAccess access(StripeConfig config, MeterRegistry metrics) {
        return new StripeAccess(config.secretKey().map(key -> api(key, config, metrics)));
    }

    /** The API under a key. */
    public static StripeApi api(String key, StripeConfig config, MeterRegistry metrics) {
        StripeClient.StripeClientBuilder builder =
                StripeClient.builder()
                        .setApiKey(key)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setReadTimeout((int) config.readTimeout().toMillis())
                        .setMaxNetworkRetries(0);
        config.apiBase().ifPresent(builder::setApiBase);
        int rate =
                config.callsPerSecond()
                        .orElse(
                                StripeConfig.isLive(key)
                                        ? CALLS_PER_SECOND_LIVE
                                        : CALLS_PER_SECOND_TEST);
        return new StripeApi(
                builder.build(), List.of(new Pace(rate)), config.readTimeout(), metrics);
    }
}
