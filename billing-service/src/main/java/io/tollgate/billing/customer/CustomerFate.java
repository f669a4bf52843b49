package io.tollgate.billing.customer;

/** What became of a customer that Stripe says is missing. */
public enum CustomerFate {
    /** Stripe has deleted it, and core was told; an older core had nothing to be told. */
    DELETED,

    /** Stripe does not say that it has deleted it: its user keeps it. */
    KEPT,

    /** core cannot be reached: later. */
    CORE_AWAY,

    /** Stripe, or our own database, cannot be reached: later. */
    LATER
}
