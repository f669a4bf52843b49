package io.tollgate.billing.normalise;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.contracts.payment.PaymentUpdate;

/** What one event says of a payment, whatever its API version. */
public sealed interface PaymentReading {

    /** The intent as it was when the event was made; refunds and disputes are not in it. */
    record Intent(PaymentSnapshot snapshot) implements PaymentReading {}

    /**
     * The charge that came of it, seen as an intent.
     *
     * @param snapshot with the status the intent has by this charge
     */
    record Charge(PaymentSnapshot snapshot) implements PaymentReading {}

    /** A refund. */
    record Refunded(PaymentUpdate.Refund refund) implements PaymentReading {}

    /** A dispute. */
    record Disputed(PaymentUpdate.Dispute dispute) implements PaymentReading {}

    /** Something happened about it; nothing is said that others do not say better. */
    record Hint() implements PaymentReading {}

    /** It ends without effect, for this reason. */
    record Unusable(Reason reason) implements PaymentReading {}
}
