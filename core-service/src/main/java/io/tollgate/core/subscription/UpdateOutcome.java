package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an update, committed. */
sealed interface UpdateOutcome {

    /** The sequence now held; null if none was ever sent. */
    @Nullable Long sequence();

    /** The word on the wire, in the change log and in the metrics. */
    default String word() {
        return switch (this) {
            case Applied _ -> SubscriptionUpdateResult.APPLIED;
            case Unchanged _ -> SubscriptionUpdateResult.UNCHANGED;
            case Stale _ -> SubscriptionUpdateResult.STALE;
            case Terminal _ -> SubscriptionUpdateResult.TERMINAL;
            case SequenceConflict _ -> "sequence_conflict";
        };
    }

    /** The warnings, for a state the update agrees with. */
    default List<Warning> warnings() {
        return switch (this) {
            case Applied(_, List<Warning> warnings) -> warnings;
            case Unchanged(_, List<Warning> warnings) -> warnings;
            case Stale _, Terminal _, SequenceConflict _ -> List.of();
        };
    }

    record Applied(@Nullable Long sequence, List<Warning> warnings) implements UpdateOutcome {}

    record Unchanged(@Nullable Long sequence, List<Warning> warnings) implements UpdateOutcome {}

    record Stale(@Nullable Long sequence) implements UpdateOutcome {}

    record Terminal(@Nullable Long sequence) implements UpdateOutcome {}

    record SequenceConflict(@Nullable Long sequence) implements UpdateOutcome {}
}
