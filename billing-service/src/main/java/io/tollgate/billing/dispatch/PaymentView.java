package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.PaymentReader;
import io.tollgate.billing.normalise.PaymentReading;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a payment lane's kept events add up to. Pure.
 *
 * @param saved what is known from before
 * @param decision the present state; null if no event has told of an intent or a charge
 * @param asOf Unix seconds of the newest event taken into account
 * @param ofOrder whether the payment may be an order's: nothing says that it is not
 * @param newest the newest event taken into account; empty if there is none
 * @param refunds whether anything tells of refunds
 * @param disputes whether anything tells of disputes
 * @param useful waiting events that this state takes into account
 * @param useless marks of waiting events that end without effect
 * @param moreWaits whether there are waiting events that were not listed
 */
record PaymentView(
        @Nullable PaymentSnapshot saved,
        @Nullable PaymentSnapshot decision,
        long asOf,
        boolean ofOrder,
        Cause newest,
        boolean refunds,
        boolean disputes,
        List<String> useful,
        List<Mark> useless,
        boolean moreWaits)
        implements View {

    static PaymentView of(@Nullable PaymentSnapshot saved, List<KeptEvent> events) {
        List<PaymentFold.Told> told = new ArrayList<>();
        List<String> useful = new ArrayList<>();
        List<Mark> useless = new ArrayList<>();
        long asOf = saved == null ? 0 : saved.created();
        KeptEvent newest = null;
        for (KeptEvent event : events) {
            PaymentReading reading = PaymentReader.read(event);
            if (reading instanceof PaymentReading.Unusable(Reason reason)) {
                useless.add(Mark.because(event.eventId(), reason));
                continue;
            }
            told.add(new PaymentFold.Told(event.eventId(), event.type(), event.created(), reading));
            asOf = Math.max(asOf, event.created());
            newest = newest == null || event.created() > newest.created() ? event : newest;
            if (event.open()) {
                useful.add(event.eventId());
            }
        }
        Optional<PaymentSnapshot> decision = PaymentFold.decide(saved, told);
        boolean more = events.stream().filter(KeptEvent::open).count() == LaneEvents.PER_LANE;
        PaymentView view =
                new PaymentView(
                        saved,
                        decision.orElse(null),
                        asOf,
                        saved != null || decision.isEmpty() || decision.get().order().names(),
                        newest == null ? Cause.NONE : new Cause(newest.eventId(), newest.type()),
                        told.stream().anyMatch(t -> t.reading() instanceof PaymentReading.Refunded)
                                || (saved != null && !saved.refunds().isEmpty()),
                        told.stream().anyMatch(t -> t.reading() instanceof PaymentReading.Disputed)
                                || (saved != null && !saved.disputes().isEmpty()),
                        useful,
                        useless,
                        more);
        return view.ofOrder() ? view : view.ignored();
    }

    /** The same, its events without effect. */
    private PaymentView ignored() {
        return new PaymentView(
                saved,
                decision,
                asOf,
                false,
                newest,
                refunds,
                disputes,
                List.of(),
                parked(Reason.PAYMENT_EVENT),
                moreWaits);
    }

    @Override
    public @Nullable Long paidThrough() {
        return null;
    }

    /** What Stripe said stays the base: what events add to it can be worked out again. */
    @Override
    public @Nullable String known() {
        if (saved != null && saved.fetched()) {
            return SavedState.write(saved);
        }
        return decision == null || !ofOrder ? null : SavedState.write(decision.folded(asOf));
    }

    @Override
    public boolean unsure() {
        return false;
    }
}
