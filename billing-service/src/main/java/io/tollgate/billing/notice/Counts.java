package io.tollgate.billing.notice;

import java.util.Map;
import java.util.stream.Collectors;

/** Says how many there are of what. */
final class Counts {

    private Counts() {}

    static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Such as {@code gave_up 2, no_plan 1}. */
    static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Such as {@code 1 event} or {@code 2 events}. */
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
