package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Money on its way back. */
public final class Refund extends Doc {

    public static final String PENDING = "pending";
    public static final String SUCCEEDED = "succeeded";
    public static final String FAILED = "failed";
    public static final String CANCELED = "canceled";

    public Refund(ObjectNode json) {
        super(json);
    }

    public boolean is(String status) {
        return text("status").equals(status);
    }

    public String chargeId() {
        return text("charge");
    }

    public String intentId() {
        return text("payment_intent");
    }

    public long amount() {
        return amount("amount");
    }
}
