package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One attempt to move money, and what went back of it. */
public final class Charge extends Doc {

    public static final String SUCCEEDED = "succeeded";
    public static final String PENDING = "pending";
    public static final String FAILED = "failed";

    public Charge(ObjectNode json) {
        super(json);
    }

    public boolean is(String status) {
        return text("status").equals(status);
    }

    public String intentId() {
        return text("payment_intent");
    }

    public String customerId() {
        return text("customer");
    }

    public long amount() {
        return amount("amount");
    }

    public long refunded() {
        return amount("amount_refunded");
    }

    /** In total; it may go down again when a refund fails. */
    public void refunded(long minorUnits) {
        number("amount_refunded", minorUnits);
        flag("refunded", minorUnits >= amount());
    }

    public long refundable() {
        return amount() - refunded();
    }
}
