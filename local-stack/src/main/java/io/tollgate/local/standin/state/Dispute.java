package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody wants their money back by way of their bank. */
public final class Dispute extends Doc {

    public static final String NEEDS_RESPONSE = "needs_response";
    public static final String UNDER_REVIEW = "under_review";
    public static final String WON = "won";
    public static final String LOST = "lost";

    /** An inquiry: no money has moved. */
    public static final String WARNING = "warning_needs_response";

    /** An inquiry that was answered. */
    public static final String WARNING_UNDER_REVIEW = "warning_under_review";

    public static final String WARNING_CLOSED = "warning_closed";

    public Dispute(ObjectNode json) {
        super(json);
    }

    public String status() {
        return text("status");
    }

    public boolean is(String status) {
        return status().equals(status);
    }

    /** Whether it is still a question, and no more. */
    public boolean isInquiry() {
        return is(WARNING) || is(WARNING_UNDER_REVIEW);
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
