package io.tollgate.billing.normalise;

import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment intent with its charge, refunds and disputes, in our words. Amounts are minor units,
 * times Unix seconds.
 *
 * @param fetched whether Stripe said all of this at once; else it was worked out from events
 * @param created when this was so, as far as is known
 * @param livemode whether it is real money
 * @param paymentIntentId the lane's intent
 * @param order what its metadata say
 * @param status Stripe's own word
 * @param amount what was asked for
 * @param amountReceived what was paid
 * @param amountRefunded what went back
 * @param currency three lower-case letters
 * @param failureCode why the last try failed: Stripe's code
 * @param refunds those that are known
 * @param disputes those that are known
 */
public record PaymentSnapshot(
        boolean fetched,
        long created,
        @Nullable Boolean livemode,
        String paymentIntentId,
        OrderMark order,
        String status,
        long amount,
        long amountReceived,
        long amountRefunded,
        String currency,
        @Nullable String failureCode,
        List<Refund> refunds,
        List<Dispute> disputes) {

    public PaymentSnapshot {
        refunds = List.copyOf(refunds);
        disputes = List.copyOf(disputes);
    }

    /** Whether nothing can follow (Stripe: PaymentIntent lifecycle). */
    public boolean canceled() {
        return status.equals("canceled");
    }

    /** The same with what went back, never more than came in, and how. */
    public PaymentSnapshot with(long refunded, List<Refund> refunds, List<Dispute> disputes) {
        return new PaymentSnapshot(
                fetched,
                created,
                livemode,
                paymentIntentId,
                order,
                status,
                amount,
                amountReceived,
                Math.min(refunded, amountReceived),
                currency,
                failureCode,
                refunds,
                disputes);
    }

    /** The same as a payment of this order. */
    public PaymentSnapshot of(OrderMark order) {
        return new PaymentSnapshot(
                fetched,
                created,
                livemode,
                paymentIntentId,
                order,
                status,
                amount,
                amountReceived,
                amountRefunded,
                currency,
                failureCode,
                refunds,
                disputes);
    }

    /** The same, as worked out from events up to this moment. */
    public PaymentSnapshot folded(long asOf) {
        return new PaymentSnapshot(
                false,
                asOf,
                livemode,
                paymentIntentId,
                order,
                status,
                amount,
                amountReceived,
                amountRefunded,
                currency,
                failureCode,
                refunds,
                disputes);
    }

    /**
     * The update for core.
     *
     * @param cause the event it came from, as far as there is one
     * @param asOf when this was the state, Unix seconds
     * @param sequence the claim's, which orders updates at core
     */
    public PaymentUpdate update(UpdateBuilder.Cause cause, long asOf, long sequence) {
        return new PaymentUpdate(
                paymentIntentId,
                order.orderId(),
                order.orderRef(),
                order.attempt(),
                order.userId(),
                order.environment(),
                status,
                amount,
                amountReceived,
                amountRefunded,
                currency,
                failureCode,
                refunds,
                disputes,
                sequence,
                asOf,
                cause.eventId(),
                cause.eventType(),
                livemode);
    }
}
