package io.tollgate.contracts.quota;

import java.util.Locale;

/**
 * Why a plan counts. The first four grant the subscription's plan, the others leave the default
 * one.
 */
public enum PlanReason {
    /** A subscription within its paid or scheduled time. */
    SUBSCRIBED,
    /** A running trial. */
    TRIAL,
    /** The period is over, and the renewal is still awaited within the leeway. */
    RENEWAL_AWAITED,
    /** A payment is overdue, within the grace. */
    PAYMENT_OVERDUE,
    /** No subscription is known for the user. */
    NO_SUBSCRIPTION,
    /** Its access has ended by the clock. */
    EXPIRED,
    /** Its status gives no access. */
    STATUS_WITHOUT_ACCESS,
    /** Only statuses we do not know were ever sent for it. */
    STATUS_UNKNOWN,
    /** Its price was never in the catalogue. */
    PLAN_UNKNOWN;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
