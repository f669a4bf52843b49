package io.tollgate.billing.core;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where core-service is and how to be let in. */
@ConfigMapping(prefix = "tollgate.core")
public interface CoreConfig {

    /** core-service's base URL, without a path. Required. */
    Optional<String> url();

    /** The key to show to core, of scope {@code billing}: at least 16 characters. Required. */
    Optional<String> apiKey();
}
