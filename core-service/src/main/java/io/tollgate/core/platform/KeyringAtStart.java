package io.tollgate.core.platform;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tollgate.core.platform.KeyChecks.CallerText;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Builds the keyring at start, and stops the start if a key is missing or unsafe. */
class KeyringAtStart {

    private static final Logger LOG = Logger.getLogger(KeyringAtStart.class);

    @Produces
    @Singleton
    @Startup
    Keyring keyring(CallersConfig config, @ConfigProperty(name = "tollgate.demo") boolean demo) {
        Map<String, CallerText> callers = new TreeMap<>();
        config.callers()
                .forEach(
                        (name, caller) ->
                                callers.put(
                                        name,
                                        new CallerText(caller.scope(), caller.keys().orElse(""))));
        KeyChecks.Result result = KeyChecks.check(callers, demo);
        if (!result.complaints().isEmpty()) {
            throw new ConfigurationException(String.join("; ", result.complaints()));
        }
        callers.forEach(
                (name, caller) -> {
                    if (caller.keys().isEmpty()) {
                        LOG.warnf(
                                "%s is not set: calls of %s are refused",
                                KeyChecks.setting(name), name);
                    }
                });
        return new Keyring(result.keys());
    }
}
