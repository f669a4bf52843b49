package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import io.tollgate.billing.stripe.StripeStates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a lane's subscription is now: from Stripe where there is a key, since the order of
 * events cannot be trusted (Stripe: "Event ordering"); from the kept events where there is none,
 * where they tell of its end, and where Stripe does not know it or has been away for long.
 */
record SubscriptionJob(Claim claim, LaneView view, Optional<StripeStates> stripe, Asking asking)
        implements Job {

    @Override
    public boolean asksStripe() {
        return stripe.isPresent()
                && (view.ofSubscription() || claim.cause() != null)
                && !view.hasEnded();
    }

    @Override
    public Present find() {
        if (stripe.isEmpty() || !asksStripe()) {
            return fromEvents(null, false);
        }
        // What the kept events tell was so before Stripe's answer, whatever the clocks say.
        StripeStates.Known known = new StripeStates.Known(view.paidThrough(), view.asOf());
        return asking.ask(
                claim,
                view,
                deadline -> stripe.get().of(claim.lane(), known, deadline),
                now ->
                        new SubscriptionTelling(
                                view.withUser(now.what().snapshot()),
                                now.what().paidThrough(),
                                view.newest(),
                                now.asOf()),
                this::fromEvents);
    }

    private Present fromEvents(@Nullable Duration fetchLater, boolean needsFetch) {
        Fold.Result decision = view.decision();
        if (decision == null) {
            return new Present.Unknown(
                    Reason.SUBSCRIPTION_UNKNOWN,
                    view.paidThrough(),
                    new Present.Doubt(needsFetch, fetchLater));
        }
        Snapshot now = decision.winner().snapshot();
        boolean unsure = needsFetch || view.unsure();
        boolean byEvent = !now.eventType().equals(Snapshot.FETCHED);
        return new Present.Known(
                new SubscriptionTelling(
                        view.withUser(now),
                        view.paidThrough(),
                        byEvent ? Cause.of(now) : view.newest(),
                        view.asOf()),
                new Present.Doubt(unsure && !now.terminal(), fetchLater));
    }
}
