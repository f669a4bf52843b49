package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.inbox.LaneStanding;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.normalise.UpdateBuilder;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Billed;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a subscription really differs, and why. What looks different is read once more on
 * both sides, and nothing counts that is still in the lanes: no difference is invented.
 */
final class Judge {

    /** The verdict on one subscription. */
    sealed interface Verdict {

        /** Stripe and core agree, or it is on its way. */
        record Fine() implements Verdict {}

        record Differs(Difference difference) implements Verdict {}

        record Wait(String why) implements Verdict {}
    }

    private final StripeStates stripe;
    private final Core core;
    private final Repairs repairs;
    private final Recent recent;

    Judge(StripeStates stripe, Core core, Repairs repairs, Recent recent) {
        this.stripe = stripe;
        this.core = core;
        this.repairs = repairs;
        this.recent = recent;
    }

    /** What core would be told of a state. */
    static Optional<SubscriptionUpdate> wanted(StripeState.Now<Billed> now) {
        return UpdateBuilder.build(
                now.what().snapshot(),
                now.what().paidThrough(),
                UpdateBuilder.Cause.NONE,
                now.asOf(),
                0);
    }

    /** What is known of the payments of a subscription. */
    static StripeStates.Known known(LaneStanding lane, @Nullable SubscriptionView held) {
        Long paid = lane.paidThrough();
        Long told = held == null ? null : held.paidThrough();
        boolean toldIsLater = told != null && (paid == null || told > paid);
        return new StripeStates.Known(toldIsLater ? told : paid, 0);
    }

    /** Reads both sides again. */
    Verdict again(String id, Deadline deadline) throws SQLException {
        LaneStanding lane = standing(id);
        if (lane.inFlight()) {
            return new Verdict.Fine();
        }
        Optional<Map<String, SubscriptionView>> held = core.holds(List.of(id));
        if (held.isEmpty()) {
            return new Verdict.Wait("core is away");
        }
        SubscriptionView view = held.get().get(id);
        return switch (stripe.of(id, known(lane, view), deadline)) {
            case StripeState.Now<Billed> now -> verdict(id, now, view, lane);
            case StripeState.Missing<Billed>() -> missing(id, view);
            case StripeState.Unusable<Billed>(var reason) ->
                    differs(id, Kind.FAILED_HERE, "unreadable: " + reason.wire(), false);
            case StripeState.Throttled<Billed>() -> new Verdict.Wait("Stripe throttles");
            case StripeState.Unavailable<Billed>(String why) -> new Verdict.Wait("Stripe: " + why);
        };
    }

    private LaneStanding standing(String id) throws SQLException {
        return Objects.requireNonNull(repairs.standing(List.of(id)).get(id));
    }

    private Verdict verdict(
            String id,
            StripeState.Now<Billed> now,
            @Nullable SubscriptionView view,
            LaneStanding lane)
            throws SQLException {
        Optional<SubscriptionUpdate> wanted = wanted(now);
        if (wanted.isEmpty()) {
            return differs(id, Kind.FAILED_HERE, "unreadable: no period", false);
        }
        Optional<String> detail = Comparison.differs(wanted.get(), view);
        if (detail.isPresent() && (isOnItsWay(id, lane) || recent.of(now.asOf()).contains(id))) {
            return new Verdict.Fine();
        }
        return detail.isPresent()
                ? differs(id, kind(lane), detail.get(), true)
                : verdictOnLinks(id, view);
    }

    /** Whether something came, or core was told, since its state was read. */
    private boolean isOnItsWay(String id, LaneStanding before) throws SQLException {
        LaneStanding now = standing(id);
        return now.inFlight() || now.version() != before.version();
    }

    /** What agrees with Stripe but leads to nobody, or to no plan. */
    static Verdict verdictOnLinks(String id, @Nullable SubscriptionView view) {
        if (view == null || !Comparison.isRunning(view.status())) {
            return new Verdict.Fine();
        }
        if (view.userId() == null) {
            String detail = "customer " + view.customerId() + " is linked to no user";
            return differs(id, Kind.UNKNOWN_CUSTOMER, detail, false);
        }
        boolean mapped = view.priceMapped() == null ? view.plan() != null : view.priceMapped();
        return !mapped
                ? differs(
                        id, Kind.UNMAPPED_PRICE, "price " + view.planId() + " is in no plan", false)
                : new Verdict.Fine();
    }

    private static Verdict missing(String id, @Nullable SubscriptionView view) {
        return view != null && Comparison.isRunning(view.status())
                ? differs(id, Kind.MISSING_AT_STRIPE, "core holds it as " + view.status(), false)
                : new Verdict.Fine();
    }

    private static Kind kind(LaneStanding lane) {
        if (lane.failed()) {
            return Kind.FAILED_HERE;
        }
        return lane.known() ? Kind.CHANGED_AT_STRIPE : Kind.NEVER_DELIVERED;
    }

    private static Verdict differs(String id, Kind kind, String detail, boolean repairable) {
        Remedy remedy = repairable ? new Remedy.MakeDue() : new Remedy.ByHand();
        return new Verdict.Differs(new Difference(id, id, kind, detail, remedy));
    }
}
