package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Normaliser;
import io.tollgate.billing.normalise.Reading;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane's kept events add up to: the present state, how far it is paid, and what each waiting
 * event is good for. Pure.
 *
 * @param decision the present state; null if no event has told of a subscription
 * @param paidThrough end of the latest paid period, Unix seconds
 * @param asOf Unix seconds of the newest event taken into account: what is decided from all of them
 *     is the state as of then, even where an older one decides it
 * @param ofSubscription whether anything tells of a subscription, be it only its invoices
 * @param newest the newest event taken into account; empty if there is none
 * @param useful waiting events that this state takes into account
 * @param useless marks of waiting events that end without effect
 * @param moreWaits whether there are waiting events that were not listed
 * @param checkoutUser {@code client_reference_id} of the checkout it came from
 */
record LaneView(
        Fold.@Nullable Result decision,
        @Nullable Long paidThrough,
        long asOf,
        boolean ofSubscription,
        Cause newest,
        List<String> useful,
        List<Mark> useless,
        boolean moreWaits,
        @Nullable String checkoutUser)
        implements View {

    static LaneView of(
            @Nullable Snapshot saved, @Nullable Long knownPaidThrough, List<KeptEvent> events) {
        List<Fold.Candidate> candidates = new ArrayList<>();
        List<String> useful = new ArrayList<>();
        List<Mark> useless = new ArrayList<>();
        Long paidThrough = knownPaidThrough;
        long asOf = saved == null ? 0 : saved.created();
        boolean ofSubscription = saved != null;
        KeptEvent newest = null;
        String checkoutUser = null;
        for (KeptEvent event : events) {
            Reading reading = Normaliser.read(event);
            switch (reading) {
                case Reading.Subscription(Snapshot snapshot) ->
                        candidates.add(candidate(snapshot, event));
                case Reading.InvoicePaid(Long end) -> paidThrough = later(paidThrough, end);
                case Reading.InvoiceFailed() -> {}
                case Reading.CheckedOut(String user) ->
                        checkoutUser = checkoutUser == null ? user : checkoutUser;
                case Reading.Unusable(Reason reason) ->
                        useless.add(Mark.because(event.eventId(), reason));
            }
            if (!(reading instanceof Reading.Unusable)) {
                asOf = Math.max(asOf, event.created());
                ofSubscription = true;
                newest = newest == null || event.created() > newest.created() ? event : newest;
                if (event.open()) {
                    useful.add(event.eventId());
                }
            }
        }
        Fold.Result decision = Fold.decide(saved, candidates).orElse(null);
        long open = events.stream().filter(KeptEvent::open).count();
        return new LaneView(
                decision,
                paidThrough,
                asOf,
                ofSubscription,
                newest == null ? Cause.NONE : new Cause(newest.eventId(), newest.type()),
                useful,
                useless,
                open == LaneEvents.PER_LANE,
                checkoutUser);
    }

    /** Whether the events tell that the subscription has ended: nothing can follow. */
    boolean hasEnded() {
        return decision != null && decision.winner().snapshot().terminal();
    }

    private static Fold.Candidate candidate(Snapshot snapshot, KeptEvent event) {
        JsonNode previous = event.previousAttributes();
        return new Fold.Candidate(
                snapshot,
                event.object(),
                previous.isObject() ? previous : MissingNode.getInstance());
    }

    private static @Nullable Long later(@Nullable Long known, @Nullable Long end) {
        return known == null || (end != null && end > known) ? end : known;
    }

    /** The snapshot with the user its checkout names, where its own metadata name none. */
    Snapshot withUser(Snapshot snapshot) {
        return snapshot.userId() == null && checkoutUser != null
                ? snapshot.ofUser(checkoutUser)
                : snapshot;
    }

    @Override
    public @Nullable String known() {
        return decision == null ? null : SavedState.write(decision.winner().snapshot());
    }

    @Override
    public boolean unsure() {
        return decision != null
                && (decision.tie() || decision.winner().snapshot().itemsTruncated());
    }
}
