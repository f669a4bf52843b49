package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.normalise.Normaliser;
import io.tollgate.billing.normalise.Reading;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeSubscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a lane's subscription is now: from Stripe where there is a key, since the order of
 * events cannot be trusted (Stripe: "Event ordering"); from the kept events where there is none,
 * where they tell of its end, and where Stripe does not know it or has been away for long.
 */
final class Source {

    /** Their period has rolled into one that nobody has paid for, so what was paid decides. */
    private static final Set<String> BY_PAYMENT = Set.of("past_due", "unpaid");

    private final Optional<StripeSubscriptions> stripe;
    private final Breakers breakers;
    private final DispatchConfig config;

    Source(Optional<StripeSubscriptions> stripe, Breakers breakers, DispatchConfig config) {
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
        Deadline deadline = Deadline.in(config.deadline());
        StripeAnswer answer = stripe.get().fetch(claim.lane(), deadline);
        return answer instanceof StripeAnswer.Found found
                ? fetched(claim, view, found, stripe.get(), deadline)
                : without(claim, view, answer);
    }

    private Present fetched(
            Claim claim,
            LaneView view,
            StripeAnswer.Found found,
            StripeSubscriptions subscriptions,
            Deadline deadline) {
        JsonNode object = found.body();
        // What the kept events tell was so before this answer, whatever the clocks say.
        long asOf = Math.max(found.asOf(), view.asOf());
        String fetchId = "fetch:" + claim.sequence() + ":" + asOf;
        Reading reading = Normaliser.fetched(object, claim.lane(), fetchId, asOf);
        if (!(reading instanceof Reading.Subscription(Snapshot now))) {
            breakers.stripe().succeeded();
            return new Present.Unusable(((Reading.Unusable) reading).reason());
        }
        Long paid =
                later(
                        view.paidThrough(),
                        Normaliser.paidThrough(List.of(object.path("latest_invoice"))));
        if (BY_PAYMENT.contains(now.status()) && isBehind(paid, now)) {
            StripeAnswer invoices = subscriptions.paidInvoices(claim.lane(), deadline);
            if (!(invoices instanceof StripeAnswer.Found list)) {
                return without(claim, view, invoices);
            }
            paid = later(paid, Normaliser.paidThrough(list.body().path("data")));
        }
        breakers.stripe().succeeded();
        return new Present.Known(now, paid, view.newest(), asOf, Present.Doubt.NONE);
    }

    /** The last renewal was paid up to the present period's start; less means one is not known. */
    private static boolean isBehind(@Nullable Long paidThrough, Snapshot now) {
        Long start = now.items().getFirst().periodStart();
        return paidThrough == null || (start != null && paidThrough < start);
    }

    private Present without(Claim claim, LaneView view, StripeAnswer answer) {
        return switch (answer) {
            case StripeAnswer.Found ignored ->
                    throw new IllegalArgumentException("an answer that can be used");
            case StripeAnswer.Missing() -> {
                breakers.stripe().succeeded();
                yield fromEvents(view, config.fetchMissingLater(), true);
            }
            case StripeAnswer.Throttled() -> waitOrDecide(claim, view, true, "Stripe throttles");
            case StripeAnswer.Unavailable(String why) -> {
                boolean counted = !breakers.stripe().open();
                breakers.stripe().failed();
                yield waitOrDecide(claim, view, counted, "Stripe: " + why);
            }
        };
    }

    private Present waitOrDecide(Claim claim, LaneView view, boolean counted, String why) {
        boolean longEnough = claim.failingFor().compareTo(config.foldAfter()) >= 0;
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

    private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
        return one == null || (other != null && other > one) ? other : one;
    }
}
