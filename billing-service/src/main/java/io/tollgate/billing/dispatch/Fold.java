package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tollgate.billing.normalise.Snapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a subscription's kept snapshots is the present one. A pure function of the set
 * of events: the order in which they arrived, and repeats, make no difference.
 *
 * <p>Stripe promises no order of delivery, and its clock has whole seconds. So, in this order: an
 * ended subscription stays ended; a {@code created} event never beats a later change; the newer
 * second wins; within one second {@link SameSecond} decides.
 */
final class Fold {

    /**
     * A snapshot, with the JSON it was read from where that is still kept.
     *
     * @param snapshot the reading
     * @param object the subscription as Stripe rendered it; missing if purged
     * @param previous Stripe's {@code previous_attributes}; missing unless something was updated
     */
    record Candidate(Snapshot snapshot, JsonNode object, JsonNode previous) {

        static Candidate saved(Snapshot snapshot) {
            return new Candidate(snapshot, MissingNode.getInstance(), MissingNode.getInstance());
        }

        String eventId() {
            return snapshot.eventId();
        }

        boolean isCreation() {
            return snapshot.eventType().equals("customer.subscription.created");
        }
    }

    /**
     * The outcome.
     *
     * @param winner the present state
     * @param tie whether another state has an equal claim, so that only Stripe could tell
     */
    record Result(Candidate winner, boolean tie) {}

    /** By Stripe's clock, then by id: an order that is the same everywhere. */
    private static final Comparator<Candidate> OLDEST_FIRST =
            Comparator.<Candidate>comparingLong(c -> c.snapshot().created())
                    .thenComparing(Candidate::eventId);

    private Fold() {}

    /** Decides; empty if there is nothing to decide on. */
    static Optional<Result> decide(@Nullable Snapshot saved, Collection<Candidate> kept) {
        Map<String, Candidate> distinct = new TreeMap<>();
        kept.forEach(candidate -> distinct.put(candidate.eventId(), candidate));
        if (saved != null) {
            distinct.putIfAbsent(saved.eventId(), Candidate.saved(saved));
        }
        return decide(List.copyOf(distinct.values()));
    }

    private static Optional<Result> decide(List<Candidate> candidates) {
        Optional<Candidate> end =
                candidates.stream().filter(c -> c.snapshot().terminal()).min(OLDEST_FIRST);
        if (end.isPresent()) {
            return Optional.of(new Result(end.get(), false));
        }
        List<Candidate> changes = candidates.stream().filter(c -> !c.isCreation()).toList();
        List<Candidate> pool = changes.isEmpty() ? candidates : changes;
        return pool.stream()
                .max(OLDEST_FIRST)
                .map(newest -> lastOfSecond(newest.snapshot().created(), pool, candidates));
    }

    private static Result lastOfSecond(
            long second, List<Candidate> pool, List<Candidate> candidates) {
        Map<Boolean, List<Candidate>> bySecond =
                pool.stream()
                        .collect(Collectors.partitioningBy(c -> c.snapshot().created() == second));
        List<Candidate> group = bySecond.getOrDefault(true, List.of());
        if (group.size() == 1) {
            return new Result(group.getFirst(), false);
        }
        List<Candidate> before =
                candidates.stream()
                        .filter(c -> c.snapshot().created() != second || !pool.contains(c))
                        .toList();
        return SameSecond.last(decide(before).map(Result::winner).orElse(null), group);
    }
}
