package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.stripe.StripePayments;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a lane's payment is now: from Stripe where there is a key, from the kept events
 * where there is none, where they tell that it was cancelled, and where Stripe does not know it or
 * has been away for long. A payment that names no order costs nobody a call.
 */
record PaymentJob(Claim claim, PaymentView view, Optional<StripePayments> stripe, Asking asking)
        implements Job {

    /** What a lane without an order ends as. */
    private static final String NO_ORDER = "no_order";

    @Override
    public boolean asksStripe() {
        PaymentSnapshot known = view.decision();
        return stripe.isPresent() && isOurs() && (known == null || !known.canceled());
    }

    private boolean isOurs() {
        return view.ofOrder() || claim.cause() != null;
    }

    @Override
    public Present find() {
        if (!isOurs()) {
            return new Present.Done(NO_ORDER);
        }
        if (stripe.isEmpty() || !asksStripe()) {
            return fromEvents(null, false);
        }
        StripePayments.Known known =
                new StripePayments.Known(view.refunds(), view.disputes(), view.asOf());
        return asking.ask(
                claim,
                view,
                deadline -> stripe.get().of(claim.lane(), known, deadline),
                now ->
                        new PaymentTelling(
                                now.what(),
                                view.newest(),
                                now.asOf(),
                                SavedState.write(now.what())),
                this::fromEvents);
    }

    private Present fromEvents(@Nullable Duration fetchLater, boolean needsFetch) {
        PaymentSnapshot now = view.decision();
        Present.Doubt doubt = new Present.Doubt(needsFetch, fetchLater);
        String state = view.known();
        return now == null || state == null
                ? new Present.Unknown(Reason.PAYMENT_UNKNOWN, null, doubt)
                : new Present.Known(
                        new PaymentTelling(now, view.newest(), view.asOf(), state), doubt);
    }
}
