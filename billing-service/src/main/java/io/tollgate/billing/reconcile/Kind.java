package io.tollgate.billing.reconcile;

import java.util.Locale;

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
}
