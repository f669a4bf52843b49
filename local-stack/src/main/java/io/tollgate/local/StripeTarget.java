package io.tollgate.local;

import io.tollgate.local.stack.Layout;
import io.tollgate.local.standin.StandInMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which stand-in is meant: one named on the command line, that of the running stack, or one that
 * was started alone.
 *
 * @param key the secret key for calls under {@code /v1}
 */
record StripeTarget(URI url, String key) {

    /** A target, and the words of the command line that do not name it. */
    record Asked(StripeTarget target, List<String> words) {}

    static Asked parse(List<String> arguments) throws IOException {
        Map<String, String> running = runningStack();
        String url =
                running.getOrDefault(
                        "STRIPE_API_BASE", "http://127.0.0.1:" + StandInMain.DEFAULT_PORT);
        String key = running.getOrDefault("STRIPE_SECRET_KEY", StandInMain.DEFAULT_KEY);
        List<String> words = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--url" -> url = value(word, rest);
                case "--key" -> key = value(word, rest);
                default -> words.add(word);
            }
        }
        return new Asked(new StripeTarget(URI.create(url), key), words);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return rest.next();
    }

    private static Map<String, String> runningStack() throws IOException {
        Path file = Layout.localDirectory().resolve("stack.env");
        Map<String, String> values = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] sides = line.split("=", 2);
                if (sides.length == 2) {
                    values.put(sides[0], sides[1]);
                }
            }
        }
        return values;
    }
}
