package io.tollgate.billing.payment;

import io.tollgate.contracts.problem.ProblemCode;

/** What came of a wish to pay an order. */
sealed interface IntentResult {

    /**
     * The intent to pay.
     *
     * @param clientSecret goes to the order's own user and nowhere else
     * @param amount minor units
     */
    record Ready(String clientSecret, String paymentIntentId, long amount, String currency)
            implements IntentResult {

        /** Without the secret: this may reach a log. */
        @Override
        public String toString() {
            return "Ready[" + paymentIntentId + "]";
        }
    }

    /** It cannot be paid, and asking again changes nothing by itself. */
    record Refused(ProblemCode code, String detail) implements IntentResult {}

    /** Stripe refuses the payer's card or bank: another may do. */
    record Declined(String detail) implements IntentResult {}

    /** core cannot be reached: later. */
    record CoreAway() implements IntentResult {}

    /** Stripe cannot be reached, throttles or does not let us in: later. */
    record StripeAway() implements IntentResult {}
}
