package io.tollgate.local.standin.billing;

import io.tollgate.local.standin.wire.Refusal;
import java.util.Map;

/** Stripe's test cards by the ids it gives them, and what each does when it is charged. */
public final class PaymentMethods {

    /** What comes of charging a card. */
    enum Outcome {
        PAYS,
        DECLINES,
        NEEDS_ACTION,
        NO_METHOD
    }

    private static final Map<String, Outcome> KNOWN =
            Map.of(
                    "pm_card_visa", Outcome.PAYS,
                    "pm_card_mastercard", Outcome.PAYS,
                    "pm_card_chargeCustomerFail", Outcome.DECLINES,
                    "pm_card_chargeDeclined", Outcome.DECLINES,
                    "pm_card_authenticationRequired", Outcome.NEEDS_ACTION);

    private PaymentMethods() {}

    /** Refuses an id that no card has. */
    public static void requireKnown(String id, String param) {
        if (!KNOWN.containsKey(id)) {
            throw Refusal.noSuchParam("PaymentMethod", id, param);
        }
    }

    static Outcome charge(String id) {
        return id.isEmpty() ? Outcome.NO_METHOD : KNOWN.getOrDefault(id, Outcome.DECLINES);
    }

    /** What a caller is told who asked for the money to be taken now. */
    static Refusal refusal(Outcome outcome) {
        return switch (outcome) {
            case DECLINES -> Refusal.cardDeclined("generic_decline");
            case NEEDS_ACTION ->
                    Refusal.of(
                            402,
                            "card_error",
                            "This payment requires additional user action before it can be"
                                    + " completed successfully.",
                            "invoice_payment_intent_requires_action");
            case NO_METHOD -> noMethod();
            case PAYS -> throw new IllegalStateException("a payment that went well");
        };
    }

    static Refusal noMethod() {
        return Refusal.of(
                400,
                Refusal.INVALID_REQUEST,
                "This customer has no attached payment source or default payment method. Please"
                        + " consider adding a default payment method.",
                "resource_missing");
    }
}
