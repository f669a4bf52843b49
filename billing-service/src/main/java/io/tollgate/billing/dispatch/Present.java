package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a lane's subscription is now, and how sure that is. */
sealed interface Present {

    /**
     * The state to tell core.
     *
     * @param paidThrough end of the latest paid period, Unix seconds
     * @param cause the event that made us look
     * @param asOf when this was the state, Unix seconds
     * @param doubt what is left to be asked of Stripe
     */
    record Known(Snapshot snapshot, @Nullable Long paidThrough, Cause cause, long asOf, Doubt doubt)
            implements Present {}

    /** Nothing has told of a subscription; what was paid is remembered. */
    record Unknown(@Nullable Long paidThrough, Doubt doubt) implements Present {}

    /** Stripe's present answer cannot be used. */
    record Unusable(Reason reason) implements Present {}

    /**
     * Stripe has to be asked again.
     *
     * @param counted whether the attempt counts
     */
    record Later(boolean counted, String why) implements Present {}

    /**
     * Whether only Stripe could tell for certain.
     *
     * @param fetchLater when to ask it; null if not by itself
     */
    record Doubt(boolean needsFetch, @Nullable Duration fetchLater) {

        static final Doubt NONE = new Doubt(false, null);
    }
}
