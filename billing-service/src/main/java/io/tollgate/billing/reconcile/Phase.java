package io.tollgate.billing.reconcile;

import java.util.Locale;
import java.util.Optional;

/** What a run does, in this order: those who may be locked out while paying come first. */
enum Phase {
    /** Subscriptions that core holds as expired though not ended. */
    OVERDUE,
    /** Stripe's list of events: what never reached us. */
    EVENTS,
    /** Stripe's list of subscriptions, however old, held against core. */
    SUBSCRIPTIONS,
    /** Intents of orders that core holds as neither paid nor cancelled. */
    PAYMENTS,
    /** Stripe's charges of the last months, held against core's payments. */
    CHARGES,
    /** Parked events whose cause is gone. */
    PARKED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    Optional<Phase> next() {
        return ordinal() + 1 < values().length
                ? Optional.of(values()[ordinal() + 1])
                : Optional.empty();
    }
}
