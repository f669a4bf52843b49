package io.tollgate.billing.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * A run, as the replica that works on it sees it.
 *
 * @param token drawn when the run was taken; every write asks that it is still the run's
 * @param cursor how far the phase has come; null at its beginning
 * @param eventsFrom events made at or after this are looked at, Unix seconds; null for all that
 *     Stripe lists (30 days)
 * @param eventsUntil events made after this may still be on their way; null until Stripe's clock is
 *     known
 */
record Run(
        long id,
        long token,
        Mode mode,
        Phase phase,
        @Nullable String cursor,
        @Nullable Long eventsFrom,
        @Nullable Long eventsUntil) {}
