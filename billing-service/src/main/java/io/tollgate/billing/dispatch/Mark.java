package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.EventState;
import io.tollgate.billing.inbox.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What an event ends as.
 *
 * @param eventId which
 * @param state its state
 * @param reason for ignored and parked
 * @param outcome core's word, for forwarded
 */
record Mark(String eventId, EventState state, @Nullable Reason reason, @Nullable String outcome) {

    static Mark forwarded(String eventId, String outcome) {
        return new Mark(eventId, EventState.FORWARDED, null, outcome);
    }

    static Mark because(String eventId, Reason reason) {
        return new Mark(eventId, reason.state(), reason, null);
    }
}
