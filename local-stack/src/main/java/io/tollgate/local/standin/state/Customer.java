package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody who pays. */
public final class Customer extends Doc {

    private static final String SETTINGS = "invoice_settings";
    private static final String METHOD = "default_payment_method";

    public Customer(ObjectNode json) {
        super(json);
    }

    public boolean isDeleted() {
        return flag("deleted");
    }

    /** Empty if there is none. */
    public String paymentMethod() {
        return json().path(SETTINGS).path(METHOD).asText("");
    }

    public void paymentMethod(String id) {
        json().withObject("/" + SETTINGS).put(METHOD, id.isEmpty() ? null : id);
    }

    /** Negative is a credit that the next invoice uses up. */
    public long balance() {
        return amount("balance");
    }

    public void balance(long minorUnits) {
        number("balance", minorUnits);
    }

    /** The number of the next invoice to be finalised. */
    public String takeInvoiceNumber() {
        long sequence = amount("next_invoice_sequence");
        number("next_invoice_sequence", sequence + 1);
        return "%s-%04d".formatted(text("invoice_prefix"), sequence);
    }

    /** All that is left of it. */
    public void delete() {
        String id = id();
        json().removeAll();
        json().put("id", id).put("object", "customer").put("deleted", true);
    }
}
