package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.dispatch.Fold.Candidate;
import io.tollgate.billing.normalise.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of several changes within one second came last. Each change tells in {@code
 * previous_attributes} what it replaced, so the changes link up like dominoes, starting from the
 * state before that second.
 */
final class SameSecond {

    /** Changes whose every order is tried; 7! is 5,040. More within one second is not seen. */
    private static final int MAX_CHAIN = 7;

    private static final List<String> RANK =
            List.of("incomplete", "trialing", "active", "past_due", "unpaid", "paused");

    private static final Comparator<Candidate> BY_RANK =
            Comparator.<Candidate>comparingInt(c -> RANK.indexOf(c.snapshot().status()))
                    .thenComparing(Candidate::eventId);

    private SameSecond() {}

    /**
     * The last of these.
     *
     * @param before the state before that second, if known
     * @param group at least one change, all of one second
     */
    static Fold.Result last(@Nullable Candidate before, List<Candidate> group) {
        List<Candidate> distinct = withoutRepeats(group);
        if (distinct.size() == 1) {
            return new Fold.Result(distinct.getFirst(), false);
        }
        List<Candidate> last = endOfChain(before, distinct, SameSecond::leadsTo);
        if (last.isEmpty()) {
            // Two endpoints may render one subscription in two API versions: then the rest of the
            // objects cannot be compared, but what each change replaced still can.
            last = endOfChain(before, distinct, SameSecond::replaces);
        }
        if (last.isEmpty()) {
            last = unfollowed(distinct);
        }
        Candidate winner = (last.isEmpty() ? distinct : last).stream().max(BY_RANK).orElseThrow();
        return new Fold.Result(winner, last.size() != 1);
    }

    /**
     * Stripe sometimes makes two events of one change: equal before and after count once. One that
     * does not say what it replaced (such as {@code paused}) adds nothing to one that does.
     */
    private static List<Candidate> withoutRepeats(List<Candidate> group) {
        Map<Change, Candidate> distinct = new HashMap<>();
        Set<Snapshot> told = new HashSet<>();
        for (Candidate candidate : group) {
            Snapshot content = content(candidate.snapshot());
            if (candidate.previous().isObject()) {
                told.add(content);
            }
            distinct.merge(
                    new Change(content, candidate.previous()), candidate, SameSecond::lowerId);
        }
        distinct.keySet().removeIf(c -> c.from().isMissingNode() && told.contains(c.to()));
        return List.copyOf(distinct.values());
    }

    private record Change(Snapshot to, JsonNode from) {}

    private static Candidate lowerId(Candidate one, Candidate other) {
        return one.eventId().compareTo(other.eventId()) < 0 ? one : other;
    }

    private static Snapshot content(Snapshot s) {
        return new Snapshot(
                "",
                "",
                s.created(),
                s.livemode(),
                s.subscriptionId(),
                s.customerId(),
                s.userId(),
                s.status(),
                s.start(),
                s.items(),
                s.itemsTruncated(),
                s.cancelAt(),
                s.trialEnd(),
                s.endedAt(),
                s.pausedAt());
    }

    /** The one change that stands at the end whenever all of them link up; else nothing. */
    private static List<Candidate> endOfChain(
            @Nullable Candidate before,
            List<Candidate> group,
            BiPredicate<Candidate, Candidate> link) {
        Set<Candidate> ends = new HashSet<>();
        if (group.size() <= MAX_CHAIN) {
            collectEnds(before, group, link, ends);
        }
        return ends.size() == 1 ? List.copyOf(ends) : List.of();
    }

    private static void collectEnds(
            @Nullable Candidate from,
            Collection<Candidate> rest,
            BiPredicate<Candidate, Candidate> link,
            Set<Candidate> ends) {
        if (rest.isEmpty() && from != null) {
            ends.add(from);
            return;
        }
        for (Candidate next : rest) {
            if (from == null || from.object().isMissingNode() || link.test(next, from)) {
                List<Candidate> others = new ArrayList<>(rest);
                others.remove(next);
                collectEnds(next, others, link, ends);
            }
        }
    }

    /** Those that no other one replaced, unless each claims to have replaced the other. */
    private static List<Candidate> unfollowed(List<Candidate> group) {
        return group.stream()
                .filter(
                        one ->
                                group.stream()
                                        .noneMatch(
                                                other ->
                                                        other != one
                                                                && replaces(other, one)
                                                                && !replaces(one, other)))
                .toList();
    }

    /** Whether {@code later} says that it replaced what {@code earlier} shows. */
    private static boolean replaces(Candidate later, Candidate earlier) {
        return !later.previous().isEmpty() && shows(earlier.object(), later.previous());
    }

    /** Whether they also agree in everything that {@code later} did not change. */
    private static boolean leadsTo(Candidate later, Candidate earlier) {
        return replaces(later, earlier)
                && later.object().properties().stream()
                        .filter(field -> !later.previous().has(field.getKey()))
                        .allMatch(f -> shows(earlier.object().path(f.getKey()), f.getValue()));
    }

    /** Hashes in {@code previous_attributes} are partial, arrays are whole (Stripe: Event). */
    private static boolean shows(JsonNode object, JsonNode expected) {
        if (!expected.isObject()) {
            return object.equals(expected) || (object.isMissingNode() && expected.isNull());
        }
        return expected.properties().stream()
                .allMatch(field -> shows(object.path(field.getKey()), field.getValue()));
    }
}
