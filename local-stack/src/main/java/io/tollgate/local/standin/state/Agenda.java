package io.tollgate.local.standin.state;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What is due when; of several things at one time, what was planned first comes first. */
final class Agenda {

    private record Entry(Task task, long order) {}

    private static final Comparator<Entry> FIRST =
            Comparator.comparingLong((Entry entry) -> entry.task().due())
                    .thenComparingLong(Entry::order);

    private final PriorityQueue<Entry> queue = new PriorityQueue<>(FIRST);

    private long order;
    private Consumer<Task> added = task -> {};
    private Consumer<Task> taken = task -> {};

    /** Says who is told of what is planned from now on. */
    void onAdded(Consumer<Task> listener) {
        added = listener;
    }

    /** Says who is told of what becomes due from now on. */
    void onTaken(Consumer<Task> listener) {
        taken = listener;
    }

    /** What is planned, in the order it becomes due. */
    List<Task> all() {
        return queue.stream().sorted(FIRST).map(Entry::task).toList();
    }

    void remove(Task task) {
        queue.stream()
                .filter(entry -> entry.task().equals(task))
                .min(FIRST)
                .ifPresent(queue::remove);
    }

    void add(Task task) {
        queue.add(new Entry(task, order++));
        added.accept(task);
    }

    /** Takes the earliest task out, if it is due by then. */
    Optional<Task> pollDueBy(long unixSeconds) {
        Entry first = queue.peek();
        if (first == null || first.task().due() > unixSeconds) {
            return Optional.empty();
        }
        Task task = queue.remove().task();
        taken.accept(task);
        return Optional.of(task);
    }
}
