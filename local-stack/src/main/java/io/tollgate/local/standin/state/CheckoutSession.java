package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A page on which somebody is to pay or to subscribe. */
public final class CheckoutSession extends Doc {

    public static final String OPEN = "open";
    public static final String COMPLETE = "complete";
    public static final String EXPIRED = "expired";

    public static final String UNPAID = "unpaid";
    public static final String PAID = "paid";
    public static final String FREE = "no_payment_required";

    public CheckoutSession(ObjectNode json) {
        super(json);
    }

    public boolean is(String status) {
        return text("status").equals(status);
    }

    public boolean isUnpaid() {
        return text("payment_status").equals(UNPAID);
    }

    /** Whether it makes a subscription, and not a single payment. */
    public boolean subscribes() {
        return text("mode").equals("subscription");
    }

    public String customerId() {
        return text("customer");
    }

    /** Empty until somebody has tried to pay. */
    public String intentId() {
        return text("payment_intent");
    }
}
