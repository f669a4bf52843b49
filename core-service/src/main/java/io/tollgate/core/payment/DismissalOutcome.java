package io.tollgate.core.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the wish to end a review. */
sealed interface DismissalOutcome {

    /** Ended; the order is as it is now. */
    record Dismissed(@Nullable Long orderId, @Nullable String orderStatus)
            implements DismissalOutcome {}

    /** It was, for the same reasons, by an earlier decision. */
    record Unchanged(@Nullable Long orderId, @Nullable String orderStatus)
            implements DismissalOutcome {}

    /**
     * Something else is to be decided than was seen.
     *
     * @param present the reasons now; empty if nobody has to look
     */
    record Changed(List<String> present) implements DismissalOutcome {}

    /** There is no such payment. */
    record Unknown() implements DismissalOutcome {}
}
