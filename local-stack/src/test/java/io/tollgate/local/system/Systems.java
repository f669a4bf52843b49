package io.tollgate.local.system;

import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;

/** Stacks for tests: the usual ones, with less patience where a test would wait for it. */
final class Systems {

    private Systems() {}

    /** A worker that was killed is missed sooner than in production; the deadline stays below. */
    static StackBuilder impatient() {
        return Stack.builder()
                .billingEnv("TOLLGATE_DISPATCH_POLL", "200MS")
                .billingEnv("TOLLGATE_DISPATCH_MAX_RETRY", "5S")
                .billingEnv("TOLLGATE_DISPATCH_LEASE", "8S")
                .billingEnv("TOLLGATE_DISPATCH_LEASE_LEFT_TO_FORWARD", "3S")
                .billingEnv("TOLLGATE_DISPATCH_FETCH_DEADLINE", "4S");
    }

    /** With the stand-in for Stripe, which allows any number of calls. */
    static StackBuilder withStripe() {
        return impatient()
                .stripe()
                .billingEnv("TOLLGATE_DISPATCH_FETCH_LATER", "2S")
                .billingEnv("TOLLGATE_STRIPE_CALLS_PER_SECOND", "500")
                .billingEnv("TOLLGATE_STRIPE_READ_TIMEOUT", "2S")
                .billingEnv("TOLLGATE_RECONCILE_CALLS_PER_SECOND", "500")
                .billingEnv("TOLLGATE_RECONCILE_GRACE", "0S")
                .billingEnv("TOLLGATE_RECONCILE_POLL", "200MS");
    }
}
