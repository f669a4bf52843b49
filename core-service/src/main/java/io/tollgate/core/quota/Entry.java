package io.tollgate.core.quota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger.
 *
 * @param basis what it was decided by; null where nothing was decided
 */
record Entry(
        Counter counter,
        Instant at,
        Move move,
        long usedAfter,
        long reservedAfter,
        @Nullable Basis basis) {

    /**
     * What moves a counter.
     *
     * @param kind the word in the ledger
     * @param delta what it changes about what is used
     * @param held what it changes about what is reserved
     * @param cause the idempotency key or the reservation; null if there is none
     */
    record Move(String kind, long delta, long held, @Nullable String cause) {}

    /**
     * What a grant was decided by.
     *
     * @param limit null if unlimited
     * @param catalogue the version of the catalogue
     */
    record Basis(String plan, @Nullable Long limit, String catalogue) {}
}
