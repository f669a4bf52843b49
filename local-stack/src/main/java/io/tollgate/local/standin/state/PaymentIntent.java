package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A payment that is to be made, until it was made or was called off. */
public final class PaymentIntent extends Doc {

    public static final String NEEDS_METHOD = "requires_payment_method";
    public static final String NEEDS_CONFIRMATION = "requires_confirmation";
    public static final String NEEDS_ACTION = "requires_action";
    public static final String PROCESSING = "processing";
    public static final String SUCCEEDED = "succeeded";
    public static final String CANCELED = "canceled";

    /** Statuses in which nothing is on its way yet. */
    private static final Set<String> OPEN = Set.of(NEEDS_METHOD, NEEDS_CONFIRMATION, NEEDS_ACTION);

    private static final String METHOD = "payment_method";

    public PaymentIntent(ObjectNode json) {
        super(json);
    }

    public String status() {
        return text("status");
    }

    public void status(String status) {
        text("status", status);
    }

    public boolean is(String status) {
        return status().equals(status);
    }

    public boolean isOpen() {
        return OPEN.contains(status());
    }

    /** Empty if nobody in particular pays. */
    public String customerId() {
        return text("customer");
    }

    public long amount() {
        return amount("amount");
    }

    public String currency() {
        return text("currency");
    }

    /** What it is, or was last, to be paid with; empty if there is nothing. */
    public String method() {
        return text(METHOD);
    }

    public void method(String id) {
        text(METHOD, id);
    }

    public String clientSecret() {
        return text("client_secret");
    }

    /** The last attempt's; empty before the first. */
    public String latestCharge() {
        return text("latest_charge");
    }

    /** Whether it is an invoice's, or a checkout session's, and theirs alone to end. */
    public boolean isOwned() {
        return json().hasNonNull("_invoice") || json().hasNonNull("_session");
    }
}
