package io.tollgate.local.demo;

import io.tollgate.local.client.Pair;
import io.tollgate.local.stack.Jwts;
import io.tollgate.local.stack.Secrets;
import io.tollgate.local.tour.Tour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the demo's containers run: {@code keys} makes the key pair of its users' tokens, {@code
 * tour} shows the main jobs, {@code crowd SECONDS} buys for so long and then waits until core says
 * of all of it what is true.
 */
public final class Demo {

    private static final Path KEYS = Path.of("/keys");
    private static final Path SECRETS = Path.of("/run/secrets");

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Demo() {}

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        boolean good;
        if (words.equals(List.of("keys"))) {
            Jwts.in(KEYS);
            good = true;
        } else if (words.equals(List.of("tour"))) {
            good = tour(pair());
        } else if (words.size() == 2
                && words.getFirst().equals("crowd")
                && words.getLast().matches("\\d{1,4}")) {
            Duration time = Duration.ofSeconds(Long.parseLong(words.getLast()));
            good = new Crowd(pair(), System.out).run(time);
        } else {
            System.err.println("demo: keys, tour or crowd SECONDS?");
            System.exit(USAGE);
            return;
        }
        System.exit(good ? 0 : FAILED);
    }

    private static boolean tour(Pair pair) throws IOException {
        return new Tour(pair, System.out).run();
    }

    private static Pair pair() {
        return new Pair(
                url("BILLING_URL"),
                url("CORE_URL"),
                url("STRIPE_API_BASE"),
                new Secrets(
                        secret("stripe_webhook_secret"),
                        secret("core_api_key"),
                        secret("product_api_key"),
                        secret("stripe_secret_key")),
                Jwts.in(KEYS));
    }

    private static URI url(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalArgumentException(variable + " is not set");
        }
        return URI.create(value);
    }

    private static String secret(String name) {
        try {
            return Files.readString(SECRETS.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("no secret " + name, e);
        }
    }
}
