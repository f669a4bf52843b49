package io.tollgate.local.system;

import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import java.util.List;

/** Stacks for tests: the usual ones, with less patience where a test would wait for it. */
final class Systems {

    private Systems() {}

    /**
     * The usual stack on a machine that may stall for seconds: what waits for its turn is not
     * turned away so soon, since most senders of a test try once.
     */
    static StackBuilder patient() {
        StackBuilder builder =
                Stack.builder()
                        .billingEnv("TOLLGATE_INBOX_WAIT_LIMIT", "9S")
                        .coreEnv("TOLLGATE_QUOTA_WAIT_LIMIT", "20S");
        for (String setting :
                List.of(
                        "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT=8S",
                        // A warning of a thread that was held up, with a stack trace.
                        "QUARKUS_VERTX_WARNING_EXCEPTION_TIME=10M")) {
            String[] parts = setting.split("=", 2);
            builder.billingEnv(parts[0], parts[1]).coreEnv(parts[0], parts[1]);
        }
        return builder;
    }

    /** A worker that was killed is missed sooner than in production; the deadline stays below. */
    static StackBuilder impatient() {
        return patient()
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
                .billingEnv("TOLLGATE_RECONCILE_CALLS_PER_SECOND", "500")
                .billingEnv("TOLLGATE_RECONCILE_GRACE", "0S")
                .billingEnv("TOLLGATE_RECONCILE_POLL", "200MS");
    }
}
