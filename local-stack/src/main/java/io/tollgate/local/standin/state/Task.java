package io.tollgate.local.standin.state;

/**
 * Something that happens by itself at a time, unless it has become pointless by then: whoever
 * carries it out looks at the object first.
 *
 * @param kind what happens
 * @param id the object it happens to
 * @param due Unix seconds
 */
public record Task(Kind kind, String id, long due) {

    /** What can be due. */
    public enum Kind {
        /** The current period of a subscription, or its trial, ends. */
        PERIOD_END,
        /** Three days are left of a trial. */
        TRIAL_WILL_END,
        /** A subscription was to be cancelled now. */
        CANCEL,
        /** The first payment has not been made in time. */
        EXPIRE_INCOMPLETE,
        /** A change that waits for its payment has waited long enough. */
        EXPIRE_PENDING_UPDATE,
        /** The invoice for resuming has not been paid in time. */
        VOID_RESUMPTION,
        /** Collection was paused until now. */
        RESUME_COLLECTION,
        /** A draft invoice is finalised. */
        FINALIZE,
        /** A failed payment is tried again. */
        RETRY,
        /** A sent invoice should have been paid by now. */
        DUE_DATE,
        /** A payment that takes days has arrived, or has come back. */
        SETTLE_PAYMENT,
        /** A payment is disputed by the one who made it. */
        OPEN_DISPUTE,
        /** Nobody has paid at a session's page in time. */
        EXPIRE_SESSION,
        /** A refund that takes days has arrived, or has come back. */
        SETTLE_REFUND
    }
}
