package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.core.plan.MinorUnits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a payment update has to look like. Only what could not be kept or used is refused. */
final class UpdateChecks {

    /** Stripe lists a hundred at a time; no payment has more. */
    static final int MAX_EXTRAS = 500;

    private final FieldChecks checks = new FieldChecks();

    private UpdateChecks() {}

    static void require(PaymentUpdate update) {
        new UpdateChecks().check(update);
    }

    private void check(PaymentUpdate update) {
        checks.text("payment_intent_id", update.paymentIntentId());
        checks.text("status", update.status());
        checks.number("amount_received", update.amountReceived(), FieldChecks.MAX_COUNT);
        checks.number("amount_refunded", update.amountRefunded(), FieldChecks.MAX_COUNT);
        checks.optionalNumber("amount", update.amount(), FieldChecks.MAX_COUNT);
        currency(update.currency());
        checks.optionalNumber("order_id", update.orderId(), Long.MAX_VALUE);
        checks.optionalNumber("attempt", update.attempt(), Long.MAX_VALUE);
        checks.optionalText("order_ref", update.orderRef());
        checks.optionalText("user_id", update.userId());
        checks.optionalText("environment", update.environment());
        checks.optionalText("failure_code", update.failureCode());
        checks.optionalText("event_id", update.eventId());
        checks.optionalText("event_type", update.eventType());
        checks.optionalTime("occurred_at", update.occurredAt());
        checks.optionalNumber("sequence", update.sequence(), Long.MAX_VALUE);
        refunds(update.refunds() == null ? List.of() : update.refunds());
        disputes(update.disputes() == null ? List.of() : update.disputes());
        checks.throwIfAny();
        if (update.amountRefunded() > update.amountReceived()) {
            checks.refuse("amount_refunded", "must not be more than amount_received");
        }
        checks.throwIfAny();
    }

    private void currency(@Nullable String currency) {
        checks.text("currency", currency);
        if (currency != null && !MinorUnits.isCurrency(currency)) {
            checks.refuse("currency", "must be three lower-case letters");
        }
    }

    private void refunds(List<Refund> refunds) {
        if (refunds.size() > MAX_EXTRAS) {
            checks.refuse("refunds", "must have at most " + MAX_EXTRAS + " entries");
            return;
        }
        for (int i = 0; i < refunds.size(); i++) {
            Refund refund = refunds.get(i);
            String path = "refunds[" + i + "]";
            if (refund == null) {
                checks.refuse(path, "must not be null");
            } else {
                checks.text(path + ".refund_id", refund.refundId());
                extra(path, refund.amount(), refund.status(), refund.reason());
                checks.optionalTime(path + ".created", refund.created());
            }
        }
    }

    private void disputes(List<Dispute> disputes) {
        if (disputes.size() > MAX_EXTRAS) {
            checks.refuse("disputes", "must have at most " + MAX_EXTRAS + " entries");
            return;
        }
        for (int i = 0; i < disputes.size(); i++) {
            Dispute dispute = disputes.get(i);
            String path = "disputes[" + i + "]";
            if (dispute == null) {
                checks.refuse(path, "must not be null");
            } else {
                checks.text(path + ".dispute_id", dispute.disputeId());
                extra(path, dispute.amount(), dispute.status(), dispute.reason());
                checks.optionalTime(path + ".created", dispute.created());
            }
        }
    }

    private void extra(
            String path, @Nullable Long amount, @Nullable String status, @Nullable String reason) {
        checks.number(path + ".amount", amount, FieldChecks.MAX_COUNT);
        checks.text(path + ".status", status);
        checks.optionalText(path + ".reason", reason);
    }
}
