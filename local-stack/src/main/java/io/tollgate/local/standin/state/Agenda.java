package io.tollgate.local.standin.state;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is due when; of several things at one time, what was planned first comes first. */
final class Agenda {

    private record Entry(Task task, long order) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong((Entry entry) -> entry.task().due())
                            .thenComparingLong(Entry::order));

    private long order;

    void add(Task task) {
        queue.add(new Entry(task, order++));
    }

    /** Takes the earliest task out, if it is due by then. */
    Optional<Task> pollDueBy(long unixSeconds) {
        Entry first = queue.peek();
        if (first == null || first.task().due() > unixSeconds) {
            return Optional.empty();
        }
        return Optional.of(queue.remove().task());
    }
}
