package io.tollgate.core.quota;

import io.tollgate.core.subscription.UserSubscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds about a batch, read after its counters were locked, so that nothing of it
 * changes before the batch is committed.
 *
 * @param now by the database's clock
 * @param balances of all counters that are there
 * @param keys the answers kept, by user and key
 * @param promises the reservations that are to be committed or released
 */
record Facts(
        Instant now,
        Map<Counter, Balance> balances,
        Map<UserKey, KeptAnswer> keys,
        Map<String, Promise> promises,
        Map<String, List<UserSubscription>> subscriptions,
        Map<Counter, SetLimit> overrides) {

    /**
     * A counter.
     *
     * @param changedAt the latest decision about it
     * @param reserved the sum of the reservations that have not expired
     * @param expired the sum of those that turned out to have expired just now
     * @param unbooked how much of what is used the ledger does not know; looked up for a recount,
     *     which sets that right too
     */
    record Balance(
            long used,
            long version,
            Instant changedAt,
            long reserved,
            long expired,
            long unbooked) {

        /** Of a user that never had any. */
        static final Balance NONE = new Balance(0, 0, Instant.EPOCH, 0, 0);

        Balance(long used, long version, Instant changedAt, long reserved, long expired) {
            this(used, version, changedAt, reserved, expired, 0);
        }

        Balance withReserved(long nowReserved, long nowExpired) {
            return new Balance(used, version, changedAt, nowReserved, nowExpired, unbooked);
        }

        Balance withUnbooked(long missing) {
            return new Balance(used, version, changedAt, reserved, expired, missing);
        }
    }

    /** A key belongs to a user. */
    record UserKey(String userId, String key) {}

    /**
     * What was answered to a key.
     *
     * @param request tells whether it was the same request
     */
    record KeptAnswer(byte[] request, String answer) {}

    /**
     * A reservation as it stands.
     *
     * @param closing how it was closed; null while it is held, also past its end
     * @param answer what closing it was answered; null while it is held
     * @param isOpen whether its parts still count, because it has not expired
     */
    record Promise(
            String id,
            String userId,
            Instant expiresAt,
            @Nullable String closing,
            @Nullable String answer,
            boolean isOpen,
            List<Amount> items) {}
}
