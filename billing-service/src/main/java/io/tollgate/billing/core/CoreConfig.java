package io.tollgate.billing.core;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where core-service is and how to be let in. */
@ConfigMapping(prefix = "tollgate.core")
public interface CoreConfig {

    /** Base URL of core-service, without a path. Required. */
    Optional<String> url();

    /** API key of scope {@code billing}. Required. */
    Optional<String> apiKey();
}
