package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdateResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an update, committed. */
sealed interface UpdateOutcome {

    /**
     * It was understood.
     *
     * @param word applied, unchanged or stale
     */
    record Taken(
            String word,
            @Nullable Long orderId,
            @Nullable String orderStatus,
            List<String> review,
            @Nullable Long sequence)
            implements UpdateOutcome {}

    /** No order is meant. */
    record Unrelated() implements UpdateOutcome {}

    /** The same sequence came with other content. */
    record SequenceConflict() implements UpdateOutcome {}

    /** The word on the wire and in the metrics. */
    default String outcome() {
        return switch (this) {
            case Taken taken -> taken.word();
            case Unrelated() -> PaymentUpdateResult.UNRELATED;
            case SequenceConflict() -> "sequence_conflict";
        };
    }
}
