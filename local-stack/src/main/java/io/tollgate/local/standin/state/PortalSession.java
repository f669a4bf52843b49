package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A page on which a customer looks after its own subscriptions. */
public final class PortalSession extends Doc {

    public PortalSession(ObjectNode json) {
        super(json);
    }

    public String customerId() {
        return text("customer");
    }

    /** The one subscription it is about; empty if it is about all. */
    public String subscriptionId() {
        return text("_subscription");
    }

    /** Where the customer came from; empty if the page is all there is. */
    public String returnUrl() {
        return text("return_url");
    }
}
