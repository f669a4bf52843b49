package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.StripeJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        if (event.type().startsWith("checkout.session.")
                && StripeJson.ref(object.path("subscription")) != null) {
            return new Reading.CheckedOut(StripeJson.id(object.path("client_reference_id")));
        }
        return switch (event.type()) {
            case "invoice.paid", "invoice.payment_succeeded" -> InvoiceReader.read(object);
            case "invoice.payment_failed" -> new Reading.InvoiceFailed();
            default -> new Reading.Unusable(withoutEffect(event.type()));
        };
    }

    /**
     * What a subscription fetched from Stripe says.
     *
     * @param lane the subscription's id
     * @param fetchId names this fetch, in place of an event's id
     * @param asOf when Stripe answered, Unix seconds
     */
    public static Reading fetched(JsonNode subscription, String lane, String fetchId, long asOf) {
        JsonNode livemode = subscription.path("livemode");
        return SubscriptionReader.read(
                subscription,
                new SubscriptionReader.Shown(
                        fetchId,
                        Snapshot.FETCHED,
                        asOf,
                        livemode.isBoolean() ? (Boolean) livemode.booleanValue() : null,
                        lane));
    }

    /**
     * How far invoices have paid.
     *
     * @param invoices of any status; only paid ones count
     * @return end of the latest paid period, Unix seconds; null if they paid for none
     */
    public static @Nullable Long paidThrough(Iterable<JsonNode> invoices) {
        Long latest = null;
        for (JsonNode invoice : invoices) {
            if (invoice.path("status").asText().equals("paid")
                    && InvoiceReader.read(invoice) instanceof Reading.InvoicePaid(Long end)
                    && end != null
                    && (latest == null || end > latest)) {
                latest = end;
            }
        }
        return latest;
    }

    /** The same for one invoice whose lines were asked for apart. */
    public static @Nullable Long paidThrough(JsonNode lines, JsonNode invoice) {
        ObjectNode whole = invoice.deepCopy();
        return paidThrough(List.of(whole.set("lines", lines)));
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
