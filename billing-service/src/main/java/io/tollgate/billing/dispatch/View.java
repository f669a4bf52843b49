package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lane's kept events add up to, as far as every kind of lane has it. */
interface View {

    /** Waiting events that the state takes into account. */
    List<String> useful();

    /** Marks of waiting events that end without effect. */
    List<Mark> useless();

    /** Whether there are waiting events that were not listed. */
    boolean moreWaits();

    /** End of the latest paid period, Unix seconds; null where there is none. */
    @Nullable Long paidThrough();

    /** What is known by the events alone, as it is saved; null if nothing is. */
    @Nullable String known();

    /** Whether only Stripe could tell for certain. */
    boolean unsure();

    /** Marks of the useful events, once core has answered. */
    default List<Mark> forwarded(String outcome) {
        List<Mark> marks = new ArrayList<>(useless());
        useful().forEach(id -> marks.add(Mark.forwarded(id, outcome)));
        return marks;
    }

    /** Marks of all waiting events, when the useful ones cannot be used for this reason. */
    default List<Mark> parked(Reason reason) {
        List<Mark> marks = new ArrayList<>(useless());
        useful().forEach(id -> marks.add(Mark.because(id, reason)));
        return marks;
    }
}
