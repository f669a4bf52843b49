package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.inbox.LaneStanding;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.reconcile.Judge.Verdict;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripePayments;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import io.tollgate.contracts.payment.PaymentView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a payment of an order really differs, and why. Both sides are read, and nothing
 * counts that is still in the lanes: no difference is invented.
 */
final class PaymentJudge {

    private final StripePayments stripe;
    private final CoreOrders core;
    private final Repairs repairs;
    private final Recent recent;

    PaymentJudge(StripePayments stripe, CoreOrders core, Repairs repairs, Recent recent) {
        this.stripe = stripe;
        this.core = core;
        this.repairs = repairs;
        this.recent = recent;
    }

    /** Reads both sides. */
    Verdict again(String intent, Deadline deadline) throws SQLException {
        LaneStanding lane = standing(intent);
        if (lane.inFlight()) {
            return new Verdict.Fine();
        }
        if (!(core.payment(intent)
                instanceof CoreAnswer.Ok<Optional<PaymentView>>(Optional<PaymentView> found))) {
            return new Verdict.Wait("core is away");
        }
        PaymentView held = found.orElse(null);
        return switch (stripe.of(intent, known(held), deadline)) {
            case StripeState.Now<PaymentSnapshot> now -> verdict(now, held, lane);
            case StripeState.Missing<PaymentSnapshot>() -> missing(intent, held);
            case StripeState.Unusable<PaymentSnapshot>(var reason) ->
                    differs(intent, Kind.FAILED_HERE, "unreadable: " + reason.wire(), false);
            case StripeState.Throttled<PaymentSnapshot>() -> new Verdict.Wait("Stripe throttles");
            case StripeState.Unavailable<PaymentSnapshot>(String why) ->
                    new Verdict.Wait("Stripe: " + why);
        };
    }

    /** What core knows of a payment, so that Stripe is asked for it too. */
    static StripePayments.Known known(@Nullable PaymentView held) {
        boolean refunds = held != null && !held.refunds().isEmpty();
        boolean disputes = held != null && !held.disputes().isEmpty();
        return new StripePayments.Known(refunds, disputes, 0);
    }

    private LaneStanding standing(String intent) throws SQLException {
        return Objects.requireNonNull(repairs.standing(List.of(intent)).get(intent));
    }

    private Verdict verdict(
            StripeState.Now<PaymentSnapshot> now, @Nullable PaymentView held, LaneStanding before)
            throws SQLException {
        String intent = now.what().paymentIntentId();
        List<String> differences = differences(now.what(), held);
        if (differences.isEmpty()) {
            return held == null || held.review().isEmpty()
                    ? new Verdict.Fine()
                    : differs(intent, Kind.UNDER_REVIEW, String.join(", ", held.review()), false);
        }
        LaneStanding lane = standing(intent);
        boolean onItsWay = lane.inFlight() || lane.version() != before.version();
        if (onItsWay || recent.of(now.asOf()).contains(intent)) {
            return new Verdict.Fine();
        }
        Kind kind = lane.failed() ? Kind.FAILED_HERE : changed(lane);
        return differs(intent, kind, String.join("; ", differences), true);
    }

    private static Kind changed(LaneStanding lane) {
        return lane.known() ? Kind.CHANGED_AT_STRIPE : Kind.NEVER_DELIVERED;
    }

    /** What differs, in a few words. An intent nobody has touched yet is as core opened it. */
    static List<String> differences(PaymentSnapshot now, @Nullable PaymentView held) {
        List<String> differences = new ArrayList<>();
        if (held == null) {
            differences.add("core does not know it");
            return differences;
        }
        boolean untouched =
                held.status().equals(PaymentView.OPENED)
                        && now.status().equals("requires_payment_method")
                        && now.failureCode() == null;
        if (!untouched) {
            compare(differences, "status", now.status(), held.status());
        }
        compare(differences, "received", now.amountReceived(), held.amountReceived());
        compare(differences, "refunded", now.amountRefunded(), held.amountRefunded());
        Map<String, String> refunds = new TreeMap<>();
        now.refunds().forEach((Refund each) -> refunds.put(each.refundId(), each.status()));
        Map<String, String> heldRefunds = new TreeMap<>();
        held.refunds().forEach(each -> heldRefunds.put(each.refundId(), each.status()));
        compare(differences, "refunds", refunds, heldRefunds);
        Map<String, String> disputes = new TreeMap<>();
        now.disputes().forEach((Dispute each) -> disputes.put(each.disputeId(), each.status()));
        Map<String, String> heldDisputes = new TreeMap<>();
        held.disputes().forEach(each -> heldDisputes.put(each.disputeId(), each.status()));
        compare(differences, "disputes", disputes, heldDisputes);
        return differences;
    }

    private static void compare(
            List<String> differences, String field, Object wanted, Object held) {
        if (!wanted.equals(held)) {
            differences.add("%s: Stripe %s, core %s".formatted(field, wanted, held));
        }
    }

    private static Verdict missing(String intent, @Nullable PaymentView held) {
        return held == null
                ? new Verdict.Fine()
                : differs(
                        intent, Kind.MISSING_AT_STRIPE, "core holds it as " + held.status(), false);
    }

    private static Verdict differs(String intent, Kind kind, String detail, boolean repairable) {
        Remedy remedy = repairable ? new Remedy.MakeDue() : new Remedy.ByHand();
        return new Verdict.Differs(new Difference(intent, intent, kind, detail, remedy));
    }
}
