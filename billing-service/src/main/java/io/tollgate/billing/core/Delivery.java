package io.tollgate.billing.core;

import org.jspecify.annotations.Nullable;

/** What came of telling core. */
public sealed interface Delivery {

    /**
     * core has the update or something newer.
     *
     * @param outcome core's word; one we do not know counts as delivered
     * @param sequence the sequence core holds, if any
     */
    record Answered(String outcome, @Nullable Long sequence) implements Delivery {}

    /** core holds this very sequence with other content: our counter fell behind. */
    record SequenceTaken() implements Delivery {}

    /** core understood and will never take it. */
    record Rejected(String why) implements Delivery {}

    /** core could not be reached, or is not in order: try again later. */
    record Unavailable(String why) implements Delivery {}
}
