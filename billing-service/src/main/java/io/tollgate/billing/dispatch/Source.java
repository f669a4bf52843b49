package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a lane's subscription is now: from Stripe where there is a key, since the order of
 * events cannot be trusted (Stripe: "Event ordering"); from the kept events where there is none,
 * where they tell of its end, and where Stripe does not know it or has been away for long.
 */
final class Source {

    private final Optional<StripeStates> stripe;
    private final Breakers breakers;
    private final DispatchConfig config;

    Source(Optional<StripeStates> stripe, Breakers breakers, DispatchConfig config) {
        this.stripe = stripe;
        this.breakers = breakers;
        this.config = config;
    }

    /** Whether finding out may cost a call of Stripe. */
    boolean asksStripe(Claim claim, LaneView view) {
        return stripe.isPresent()
                && (view.ofSubscription() || claim.cause() != null)
                && !view.hasEnded();
    }

    Present of(Claim claim, LaneView view) {
        if (stripe.isEmpty() || !asksStripe(claim, view)) {
            return fromEvents(view, null, false);
        }
        if (!breakers.mayFetch()) {
            return fromEvents(view, config.fetchLater(), true);
        }
        // What the kept events tell was so before Stripe's answer, whatever the clocks say.
        StripeStates.Known known = new StripeStates.Known(view.paidThrough(), view.asOf());
        StripeState state =
                stripe.get().of(claim.lane(), known, Deadline.in(config.fetchDeadline()));
        return switch (state) {
            case StripeState.Now now -> {
                breakers.stripe().succeeded();
                yield new Present.Known(
                        now.snapshot(),
                        now.paidThrough(),
                        view.newest(),
                        now.asOf(),
                        Present.Doubt.NONE);
            }
            case StripeState.Unusable(Reason reason) -> {
                breakers.stripe().succeeded();
                yield new Present.Unusable(reason);
            }
            case StripeState.Missing() -> {
                breakers.stripe().succeeded();
                yield fromEvents(view, config.fetchMissingLater(), true);
            }
            case StripeState.Throttled() -> waitOrDecide(claim, view, true, "Stripe throttles");
            case StripeState.Unavailable(String why) -> {
                boolean counted = !breakers.stripe().open();
                breakers.stripe().failed();
                yield waitOrDecide(claim, view, counted, "Stripe: " + why);
            }
        };
    }

    private Present waitOrDecide(Claim claim, LaneView view, boolean counted, String why) {
        boolean longEnough = claim.stripeFailingFor().compareTo(config.foldAfter()) >= 0;
        return longEnough
                ? fromEvents(view, config.fetchLater(), true)
                : new Present.Later(counted, why);
    }

    private static Present fromEvents(
            LaneView view, @Nullable Duration fetchLater, boolean needsFetch) {
        Fold.Result decision = view.decision();
        if (decision == null) {
            return new Present.Unknown(
                    view.paidThrough(), new Present.Doubt(needsFetch, fetchLater));
        }
        Snapshot now = decision.winner().snapshot();
        boolean unsure = needsFetch || decision.tie() || now.itemsTruncated();
        boolean byEvent = !now.eventType().equals(Snapshot.FETCHED);
        return new Present.Known(
                now,
                view.paidThrough(),
                byEvent ? Cause.of(now) : view.newest(),
                view.asOf(),
                new Present.Doubt(unsure && !now.terminal(), fetchLater));
    }
}
