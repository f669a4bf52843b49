package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;

/**
 * Reads an event into what it says. Pure, total, and independent of the API version: each field is
 * looked for in every place Stripe has kept it (API changelog, 2014 to 2026-10-28.endive).
 */
public final class Normaliser {

    private Normaliser() {}

    /** What this event says; an odd one is {@link Reading.Unusable}, never an exception. */
    public static Reading read(KeptEvent event) {
        JsonNode object = event.object();
        if (!object.isObject()) {
            return new Reading.Unusable(Reason.UNKNOWN_SHAPE);
        }
        if (event.type().startsWith("customer.subscription.")) {
            return SubscriptionReader.read(event);
        }
        return switch (event.type()) {
            case "invoice.paid", "invoice.payment_succeeded" -> InvoiceReader.read(object);
            case "invoice.payment_failed" -> new Reading.InvoiceFailed();
            default -> new Reading.Unusable(withoutEffect(event.type()));
        };
    }

    private static Reason withoutEffect(String type) {
        if (type.startsWith("checkout.session.")) {
            return Reason.CHECKOUT_EVENT;
        }
        if (type.startsWith("payment_intent.")
                || type.startsWith("charge.")
                || type.startsWith("refund.")) {
            return Reason.PAYMENT_EVENT;
        }
        return type.startsWith("customer.") ? Reason.CUSTOMER_EVENT : Reason.UNHANDLED_TYPE;
    }
}
