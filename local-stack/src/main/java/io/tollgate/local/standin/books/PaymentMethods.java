package io.tollgate.local.standin.books;

import io.tollgate.local.standin.books.TestMethod.Charge;
import io.tollgate.local.standin.books.TestMethod.Later;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stripe's test payment methods by the ids it gives them, and what each does when charged. */
public final class PaymentMethods {

    /** What comes of charging an invoice. */
    public enum Outcome {
        PAYS,
        DECLINES,
        NEEDS_ACTION,
        NO_METHOD
    }

    private static final String DECLINED = "card_declined";
    private static final String VISA = "visa";

    private static final Map<String, TestMethod> KNOWN =
            Stream.of(
                            TestMethod.card("pm_card_visa", VISA, "4242"),
                            TestMethod.card("pm_card_mastercard", "mastercard", "4444"),
                            visa("chargeDeclined", "0002").declining(DECLINED, "generic_decline"),
                            visa("chargeCustomerFail", "0341")
                                    .declining(DECLINED, "generic_decline"),
                            visa("chargeDeclinedInsufficientFunds", "9995")
                                    .declining(DECLINED, "insufficient_funds"),
                            visa("visa_chargeDeclinedInsufficientFunds", "9995")
                                    .declining(DECLINED, "insufficient_funds"),
                            visa("chargeDeclinedExpiredCard", "0069").declining("expired_card", ""),
                            visa("chargeDeclinedIncorrectCvc", "0127")
                                    .declining("incorrect_cvc", ""),
                            visa("chargeDeclinedProcessingError", "0119")
                                    .declining("processing_error", ""),
                            visa("authenticationRequired", "3184").authenticating(),
                            visa("refundFail", "5126").then(Later.REFUND_FAILS),
                            visa("pendingRefund", "7726").then(Later.REFUND_PENDS),
                            visa("createDispute", "0259").then(Later.DISPUTED),
                            visa("createDisputeInquiry", "1976").then(Later.INQUIRED),
                            usBank("success", Charge.SETTLES_LATER),
                            usBank("insufficientFunds", Charge.FAILS_LATER),
                            sepa("success", Charge.SETTLES_LATER),
                            sepa("failed", Charge.FAILS_LATER))
                    .collect(Collectors.toUnmodifiableMap(TestMethod::id, it -> it));

    private static TestMethod visa(String name, String lastDigits) {
        return TestMethod.card("pm_card_" + name, VISA, lastDigits);
    }

    private static TestMethod usBank(String name, Charge charge) {
        return TestMethod.debit("pm_usBankAccount_" + name, "us_bank_account", charge);
    }

    /** Stripe makes these from bank account numbers; ids are invented for them here. */
    private static TestMethod sepa(String name, Charge charge) {
        return TestMethod.debit("pm_sepaDebit_" + name, "sepa_debit", charge);
    }

    private PaymentMethods() {}

    /** Refuses an id that none has. */
    public static void requireKnown(String id, String param) {
        need(id, param);
    }

    /** The method that a parameter names. */
    public static TestMethod need(String id, String param) {
        TestMethod method = KNOWN.get(id);
        if (method == null) {
            throw Refusal.noSuchParam("PaymentMethod", id, param);
        }
        return method;
    }

    /** One that was found to be known before. */
    public static TestMethod get(String id) {
        return Objects.requireNonNull(KNOWN.get(id), id);
    }

    /** What comes of charging an invoice: a debit counts as paid, or not, at once. */
    public static Outcome charge(String id) {
        TestMethod method = KNOWN.get(id);
        if (id.isEmpty()) {
            return Outcome.NO_METHOD;
        }
        if (method == null) {
            return Outcome.DECLINES;
        }
        return switch (method.charge()) {
            case PAYS, SETTLES_LATER -> Outcome.PAYS;
            case DECLINES, FAILS_LATER -> Outcome.DECLINES;
            case NEEDS_ACTION -> Outcome.NEEDS_ACTION;
        };
    }

    /** What a caller is told who asked for the money to be taken now. */
    public static Refusal refusal(Outcome outcome) {
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

    public static Refusal noMethod() {
        return Refusal.of(
                400,
                Refusal.INVALID_REQUEST,
                "This customer has no attached payment source or default payment method. Please"
                        + " consider adding a default payment method.",
                "resource_missing");
    }
}
