package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an invoice is, or is to be, paid. */
public final class InvoicePayment extends Doc {

    public InvoicePayment(ObjectNode json) {
        super(json);
    }

    public String intentId() {
        return json().at("/payment/payment_intent").asText();
    }

    public String invoiceId() {
        return text("invoice");
    }
}
