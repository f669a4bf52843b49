package io.tollgate.billing.reconcile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a difference comes from. */
public enum Kind {
    /** Stripe made an event, or has a subscription, that never reached us. */
    NEVER_DELIVERED,
    /** It reached us and could not be used then. */
    FAILED_HERE,
    /** Stripe's state has changed, and every event of it that we know was used. */
    CHANGED_AT_STRIPE,
    /** A running subscription whose customer no user is linked to. */
    UNKNOWN_CUSTOMER,
    /** A running subscription whose price is in no plan of core's catalogue. */
    UNMAPPED_PRICE,
    /** core holds a running subscription, or an open payment, that Stripe does not know. */
    MISSING_AT_STRIPE,
    /** A payment that does not fit its order. */
    UNDER_REVIEW;

    /** The word in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means and what mends it, for a person. The runbook tells the same. */
    public String explained() {
        return switch (this) {
            case NEVER_DELIVERED ->
                    "Stripe has it, and it never reached us. A repair takes it in; many of them"
                            + " mean that deliveries get lost.";
            case FAILED_HERE -> "It reached us and could not be used then. A repair tries again.";
            case CHANGED_AT_STRIPE ->
                    "Stripe's state has changed without an event we know. A repair brings it.";
            case UNKNOWN_CUSTOMER ->
                    "The subscription runs and no user is linked to its customer. Link them at"
                            + " core-service.";
            case UNMAPPED_PRICE ->
                    "The subscription runs and its price is in no plan. Put the price into the"
                            + " catalogue.";
            case MISSING_AT_STRIPE ->
                    "core-service holds what Stripe does not know: usually another account's key.";
            case UNDER_REVIEW -> "A payment does not fit its order. See the reviews.";
        };
    }

    /** The kind of a word; empty for one this version does not know. */
    public static Optional<Kind> find(String word) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(word)).findFirst();
    }
}
