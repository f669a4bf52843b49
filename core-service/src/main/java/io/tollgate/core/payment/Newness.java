package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate;
import org.jspecify.annotations.Nullable;

/** What an update is, beside what is held. Every rule about order is in here. */
enum Newness {
    /** It becomes the state. */
    NEWER,
    /** The state is this already; only how new it is may change. */
    SAME,
    /** Something newer is held. */
    OLDER,
    /** The same sequence came with other content: one of the two callers is wrong. */
    CONFLICT;

    /**
     * Decides. The guards come in this order: sequence, if both sides have one; time, if both have
     * one.
     */
    static Newness of(PaymentRow held, PaymentUpdate update, String hash) {
        String heldHash = held.contentHash();
        if (heldHash == null) {
            return NEWER;
        }
        // What was paid never becomes unpaid: who says so looked before it was.
        if (held.counted() && update.amountReceived() < held.amountReceived()) {
            return OLDER;
        }
        boolean same = heldHash.equals(hash);
        int bySequence = order(update.sequence(), held.sequence());
        if (bySequence < 0) {
            return OLDER;
        }
        boolean sequenced = update.sequence() != null && held.sequence() != null;
        if (sequenced && bySequence == 0) {
            return same ? SAME : CONFLICT;
        }
        if (order(update.occurredAt(), held.occurredAt()) < 0) {
            return OLDER;
        }
        return same ? SAME : NEWER;
    }

    private static int order(@Nullable Long told, @Nullable Long held) {
        return told == null || held == null ? 0 : Long.compare(told, held);
    }
}
