package io.tollgate.local.load;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * How long to measure, and what.
 *
 * @param round one side with one number of connections
 * @param rounds how often each is measured; the median counts
 * @param coreDown whether core is away meanwhile, so that keeping is measured without forwarding
 */
record LoadOptions(Duration round, int rounds, boolean coreDown) {

    private static final int MAX = 600;

    static LoadOptions parse(List<String> arguments) {
        LoadOptions options = new LoadOptions(Duration.ofSeconds(5), 5, false);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private LoadOptions with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--seconds" -> new LoadOptions(Duration.ofSeconds(number(rest)), rounds, coreDown);
            case "--rounds" -> new LoadOptions(round, number(rest), coreDown);
            case "--core-down" -> new LoadOptions(round, rounds, true);
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }

    private static int number(Iterator<String> rest) {
        String text = rest.hasNext() ? rest.next() : "";
        int value = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("--seconds and --rounds want a number up to " + MAX);
        }
        return value;
    }
}
