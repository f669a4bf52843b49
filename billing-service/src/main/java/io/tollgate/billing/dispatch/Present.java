package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is true in a lane now, and how sure that is. */
sealed interface Present {

    /**
     * The state to tell core.
     *
     * @param doubt what is left to be asked of Stripe
     */
    record Known(Telling telling, Doubt doubt) implements Present {}

    /**
     * Nothing has told of what the lane is about; what was paid is remembered.
     *
     * @param reason why its events wait for more
     */
    record Unknown(Reason reason, @Nullable Long paidThrough, Doubt doubt) implements Present {}

    /** Stripe's present answer cannot be used. */
    record Unusable(Reason reason) implements Present {}

    /**
     * Core need not be told.
     *
     * @param outcome what was done instead
     */
    record Done(String outcome) implements Present {}

    /** Core had to be asked, and cannot be reached. */
    record CoreAway() implements Present {}

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
