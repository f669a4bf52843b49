package io.tollgate.billing.dispatch;

/** What is to be done about one claimed lane: find out what is true there, for core to be told. */
interface Job {

    /** What the kept events add up to. */
    View view();

    /** Whether finding out may cost a call of Stripe. */
    boolean asksStripe();

    /** Finds out. */
    Present find();
}
