package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.delivery.RetryPolicy;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line of {@link StandInMain}; throws {@link IllegalArgumentException} on nonsense. */
final class StandInOptions {

    private static final String FAULT = "--fault";

    private static final Set<String> KNOWN =
            Set.of(
                    "--port",
                    "--api-key",
                    "--account-version",
                    "--webhook-url",
                    "--webhook-secret",
                    "--api-version",
                    "--events",
                    "--seed",
                    "--retry-first",
                    "--retry-max");

    private final Map<String, String> values = new HashMap<>();
    private final ObjectNode faults = Json.object();

    private StandInOptions() {}

    static StandInOptions parse(List<String> arguments) {
        StandInOptions options = new StandInOptions();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(name + " wants a value");
            }
            options.take(name, rest.next());
        }
        return options;
    }

    private void take(String name, String value) {
        if (name.equals(FAULT)) {
            FaultWords.put(faults, value);
        } else if (KNOWN.contains(name)) {
            values.put(name, value);
        } else {
            throw new IllegalArgumentException("unknown option " + name);
        }
    }

    Settings settings(long randomSeed) {
        return new Settings(
                (int) number("--port", StandInMain.DEFAULT_PORT),
                values.getOrDefault("--api-key", StandInMain.DEFAULT_KEY),
                version("--account-version"),
                number("--seed", randomSeed),
                new RetryPolicy(
                        Duration.ofMillis(number("--retry-first", Settings.RETRY_FIRST.toMillis())),
                        Duration.ofMillis(number("--retry-max", Settings.RETRY_MOST.toMillis()))));
    }

    /** The endpoint that is to be there from the start, if there is one. */
    Optional<Hook> hook() {
        String url = values.getOrDefault("--webhook-url", "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String secret = values.getOrDefault("--webhook-secret", "");
        if (!secret.startsWith("whsec_")) {
            throw new IllegalArgumentException("--webhook-url wants a --webhook-secret whsec_…");
        }
        URI receiver = URI.create(url);
        if (!Endpoints.isAllowed(receiver)) {
            throw new IllegalArgumentException(
                    "--webhook-url is http on the loopback interface, not " + url);
        }
        return Optional.of(
                new Hook(
                        receiver,
                        secret,
                        version("--api-version"),
                        List.of(values.getOrDefault("--events", "*").split(","))));
    }

    ObjectNode faults() {
        return faults;
    }

    private StripeVersion version(String option) {
        String name = values.getOrDefault(option, StripeVersion.DAHLIA.wire());
        return StripeVersion.of(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown version " + name));
    }

    private long number(String option, long otherwise) {
        String text = values.getOrDefault(option, Long.toString(otherwise));
        if (!text.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException(option + " wants a number");
        }
        return Long.parseLong(text);
    }
}
