package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionUpdate;
import org.jspecify.annotations.Nullable;

/**
 * How new a state is.
 *
 * @param sequence the caller's counter for the subscription
 * @param occurredAt when it was true at Stripe, Unix seconds
 */
record Version(@Nullable Long sequence, @Nullable Long occurredAt) {

    static Version of(SubscriptionUpdate update) {
        return new Version(update.sequence(), update.occurredAt());
    }

    /** The higher of each: what was once reached is never given up, also not by a gap. */
    Version atLeast(Version other) {
        return new Version(max(sequence, other.sequence), max(occurredAt, other.occurredAt));
    }

    private static @Nullable Long max(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
