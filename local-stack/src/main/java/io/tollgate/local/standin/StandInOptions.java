package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.delivery.RetryPolicy;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A secret may be the content of a file: a command line shows in the list of processes. */
    private static final Map<String, String> FILES =
            Map.of(
                    "--api-key-file", "--api-key",
                    "--webhook-secret-file", "--webhook-secret");

    private static final Set<String> KNOWN =
            Set.of(
                    "--bind",
                    "--port",
                    "--api-key",
                    "--account-version",
                    "--webhook-url",
                    "--webhook-secret",
                    "--api-version",
                    "--events",
                    "--seed",
                    "--books",
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
        } else if (FILES.containsKey(name)) {
            values.put(FILES.get(name), content(name, Path.of(value)));
        } else if (KNOWN.contains(name)) {
            values.put(name, value);
        } else {
            throw new IllegalArgumentException("unknown option " + name);
        }
    }

    private static String content(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": cannot read " + file, e);
        }
    }

    Settings settings(long randomSeed) {
        return new Settings(
                address(),
                (int) number("--port", StandInMain.DEFAULT_PORT),
                values.getOrDefault("--api-key", StandInMain.DEFAULT_KEY),
                version("--account-version"),
                number("--seed", randomSeed),
                new RetryPolicy(
                        Duration.ofMillis(number("--retry-first", Settings.RETRY_FIRST.toMillis())),
                        Duration.ofMillis(number("--retry-max", Settings.RETRY_MOST.toMillis()))),
                Optional.ofNullable(values.get("--books")).map(Path::of));
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
        // On a network of its own it may reach whom the command line names, and nobody else.
        if (address().isLoopbackAddress() && !Endpoints.isAllowed(receiver)) {
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

    private InetAddress address() {
        return InetAddress.ofLiteral(
                values.getOrDefault("--bind", Settings.LOOPBACK.getHostAddress()));
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
