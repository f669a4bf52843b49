package io.tollgate.billing.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How deliveries are checked. */
@ConfigMapping(prefix = "tollgate.webhook")
public interface WebhookConfig {

    /**
     * Signing secrets of the endpoints, several separated by commas; required, unless a file is
     * given. {@code live:} or {@code test:} before one says which mode its endpoint is for: events
     * of the other mode are kept and parked.
     */
    Optional<String> secret();

    /**
     * A file with such a list, beside or instead of it; it is read again at an interval, so that a
     * secret is rolled without a restart.
     */
    Optional<Path> secretFile();

    /** How often the file of secrets is read. */
    @WithDefault("30S")
    Duration secretRefresh();

    /** How far a delivery's time may be from ours, both ways. Stripe's own default. */
    @WithDefault("5M")
    Duration tolerance();
}
