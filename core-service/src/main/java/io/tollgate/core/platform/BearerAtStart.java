package io.tollgate.core.platform;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Says at start whether bearer tokens can be checked, and stops it if only half of it is set. */
class BearerAtStart {

    private static final Logger LOG = Logger.getLogger(BearerAtStart.class);

    /** What the library takes for an absent key location. */
    private static final String NOT_SET = "NONE";

    void check(@Observes StartupEvent event, Config config) {
        switch (BearerConfig.of(name -> isSet(config, name))) {
            case BearerConfig.On() -> {}
            case BearerConfig.Off() ->
                    LOG.warn(
                            "JWT_ISSUER, JWT_AUDIENCE and JWT_PUBLIC_KEY_LOCATION are not set:"
                                    + " bearer calls are refused");
            case BearerConfig.Incomplete(var missing) ->
                    throw new ConfigurationException(
                            String.join(", ", missing)
                                    + " missing: JWT_ISSUER, JWT_AUDIENCE and"
                                    + " JWT_PUBLIC_KEY_LOCATION are set together or not at all");
        }
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank() && !value.equals(NOT_SET))
                .isPresent();
    }
}
