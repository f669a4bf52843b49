package io.tollgate.billing.payment;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Gives money of orders back for operators, whichever way they ask. */
@ApplicationScoped
public class RefundDesk {

    private static final Logger LOG = Logger.getLogger(RefundDesk.class);

    private final Optional<Refunds> refunds;
    private final CoreOrders orders;
    private final Actions actions;

    RefundDesk(StripeAccess stripe, CoreOrders orders, PaymentConfig config, Actions actions) {
        this.actions = actions;
        this.refunds =
                stripe.api().map(api -> new Refunds(api, stripe.posts().orElseThrow(), config));
        this.orders = orders;
    }

    /** Whether there is a Stripe key to do it with. */
    public boolean isOpen() {
        return refunds.isPresent();
    }

    /** Stripe's words for why money goes back. */
    public static List<String> reasons() {
        return Refunds.REASONS;
    }

    /**
     * Gives a payment back, or a part of it; once for each key. That it was wanted is kept first,
     * and what came of it after.
     *
     * @param operator who wants it; the name is kept in the refund's metadata too
     * @param key names this refund: the same again gives nothing twice
     * @throws ProblemException invalid_request, stripe_key_missing, not_found, refund_refused,
     *     idempotency_conflict; core_unavailable or stripe_unavailable, then ask again under the
     *     same key
     * @throws SQLException if it could not be kept: then nothing was done
     */
    public RefundMade refund(
            Operator operator, String intent, RefundRequest wanted, @Nullable String key)
            throws SQLException {
        check(intent, wanted, key);
        Map<String, Object> detail = new LinkedHashMap<>();
        if (wanted.amount() != null) {
            detail.put("asked", wanted.amount());
        }
        if (wanted.reason() != null) {
            detail.put("reason", wanted.reason());
        }
        return actions.keep(
                operator,
                new Actions.Deed("refund", intent, detail),
                () -> made(intent, wanted, String.valueOf(key), operator.name()),
                made ->
                        Map.of(
                                "refund", made.refundId(),
                                "amount", made.amount(),
                                "currency", made.currency(),
                                "status", made.status()));
    }

    private RefundMade made(String intent, RefundRequest wanted, String key, String operator) {
        Refunds open =
                refunds.orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.STRIPE_KEY_MISSING,
                                        "Set STRIPE_SECRET_KEY to give money back."));
        if (orders.payment(intent).orThrow().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "core-service knows no such payment of an order.");
        }
        RefundMade made = RefundMade.of(open.make(intent, wanted, key, operator));
        LOG.infof(
                "refund refund=%s payment_intent=%s amount=%d status=%s",
                made.refundId(), intent, made.amount(), made.status());
        return made;
    }

    private static void check(String intent, RefundRequest wanted, @Nullable String key) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.text("Idempotency-Key", key);
        if (wanted.amount() != null && wanted.amount() < 1) {
            checks.refuse("amount", "must be a whole number from 1");
        }
        if (wanted.reason() != null && !Refunds.REASONS.contains(wanted.reason())) {
            checks.refuse("reason", "must be one of " + String.join(", ", Refunds.REASONS));
        }
        checks.throwIfAny();
    }
}
