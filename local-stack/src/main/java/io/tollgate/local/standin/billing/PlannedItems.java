package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import java.util.ArrayList;
import java.util.List;

/** Items that a subscription is to have once an invoice is paid, kept on the subscription. */
final class PlannedItems {

    private static final String FIELD = "_planned";

    private PlannedItems() {}

    static void keep(Subscription subscription, List<Item> items, long anchor, Invoice invoice) {
        ObjectNode planned = subscription.json().putObject(FIELD);
        ArrayNode array = planned.putArray("items");
        items.forEach(item -> array.add(item.json()));
        planned.put("anchor", anchor).put("invoice", invoice.id());
    }

    /** Whether they wait for this invoice. */
    static boolean waitFor(Subscription subscription, Invoice invoice) {
        return invoiceOf(subscription).equals(invoice.id());
    }

    /** The invoice they wait for; empty if there are none. */
    static String invoiceOf(Subscription subscription) {
        return subscription.json().path(FIELD).path("invoice").asText("");
    }

    /** They take the place of the present ones. */
    static void apply(Subscription subscription) {
        JsonNode planned = subscription.json().path(FIELD);
        List<Item> items = new ArrayList<>();
        planned.path("items").forEach(node -> items.add(new Item((ObjectNode) node)));
        subscription.items(items);
        subscription.anchor(planned.path("anchor").asLong());
        forget(subscription);
    }

    static void forget(Subscription subscription) {
        subscription.json().remove(FIELD);
    }
}
