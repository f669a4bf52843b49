package io.tollgate.core.quota;

import java.util.Comparator;

/** Whose, and of what. Counters are always locked in their natural order, so nobody deadlocks. */
record Counter(String userId, String resource) implements Comparable<Counter> {

    private static final Comparator<Counter> ORDER =
            Comparator.comparing(Counter::userId).thenComparing(Counter::resource);

    @Override
    public int compareTo(Counter other) {
        return ORDER.compare(this, other);
    }
}
