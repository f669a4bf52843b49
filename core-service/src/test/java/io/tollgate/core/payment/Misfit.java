package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate;

/** Updates that say something else than core knows. */
final class Misfit {

    private Misfit() {}

    /** The same with the metadata of another user. */
    static PaymentUpdate ofAnotherUser(PaymentUpdate told) {
        return new PaymentUpdate(
                told.paymentIntentId(),
                told.orderId(),
                told.orderRef(),
                told.attempt(),
                "somebody-else",
                told.environment(),
                told.status(),
                told.amount(),
                told.amountReceived(),
                told.amountRefunded(),
                told.currency(),
                told.failureCode(),
                told.refunds(),
                told.disputes(),
                told.sequence(),
                told.occurredAt(),
                told.eventId(),
                told.eventType(),
                told.livemode());
    }
}
