package io.tollgate.billing.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How deliveries are checked. */
@ConfigMapping(prefix = "tollgate.webhook")
public interface WebhookConfig {

    /** Signing secrets of the endpoints, separated by commas. Required, unless a file is given. */
    Optional<String> secret();

    /** A file with such a list, read again at an interval: a secret is rolled without a restart. */
    Optional<Path> secretFile();

    /** How often the file is read. */
    @WithDefault("30S")
    Duration secretRefresh();

    /** How far a delivery's time may be from ours, both ways. Stripe's own default. */
    @WithDefault("5M")
    Duration tolerance();
}
