package io.tollgate.billing.customer;

/** What came of looking for a user's customer. */
public sealed interface CustomerResult {

    /** The user's customer, as it was or just made. */
    record Customer(String id) implements CustomerResult {}

    /** Stripe refuses to make one. */
    record Refused(String code) implements CustomerResult {}

    /** core cannot be reached: later. */
    record CoreAway() implements CustomerResult {}

    /** Stripe, or our own database, cannot be reached: later. */
    record Later() implements CustomerResult {}
}
