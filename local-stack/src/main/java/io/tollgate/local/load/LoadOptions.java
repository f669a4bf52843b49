package io.tollgate.local.load;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param round one side with one number of connections
 * @param rounds how often each is measured; the median counts
 */
record LoadOptions(Duration round, int rounds) {

    private static final int MAX = 600;

    static LoadOptions parse(List<String> arguments) {
        LoadOptions options = new LoadOptions(Duration.ofSeconds(5), 5);
        for (int i = 0; i < arguments.size(); i += 2) {
            int value = number(i + 1 < arguments.size() ? arguments.get(i + 1) : "");
            options =
                    switch (arguments.get(i)) {
                        case "--seconds" ->
                                new LoadOptions(Duration.ofSeconds(value), options.rounds);
                        case "--rounds" -> new LoadOptions(options.round, value);
                        default ->
                                throw new IllegalArgumentException(
                                        "unknown option " + arguments.get(i));
                    };
        }
        return options;
    }

    private static int number(String text) {
        int value = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("--seconds and --rounds want a number up to " + MAX);
        }
        return value;
    }
}
