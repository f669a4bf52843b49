package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Json;
import java.util.HashMap;
import java.util.Map;

/** Every subscription and every payment as it really is, to hold others' ideas against. */
final class Truth {

    private final Store store;

    Truth(Store store) {
        this.store = store;
    }

    ObjectNode render(long now) {
        Map<String, Long> paidThrough = paidThrough();
        ObjectNode json = Json.object().put("now", now);
        ArrayNode subscriptions = json.putArray("subscriptions");
        for (Subscription subscription : store.subscriptions().oldestFirst()) {
            subscriptions.add(row(subscription, paidThrough));
        }
        new PaymentTruth(store).addTo(json.putArray("payment_intents"));
        return json;
    }

    private static ObjectNode row(Subscription subscription, Map<String, Long> paidThrough) {
        Item first = subscription.firstItem();
        ObjectNode row = Json.object().put("id", subscription.id());
        row.put("customer", subscription.customerId());
        row.put("user_id", subscription.metadata().path("user_id").asText(null));
        row.put("status", subscription.status()).put("price", first.priceId());
        row.put("quantity", first.quantity());
        row.put("start", first.periodStart()).put("end", first.periodEnd());
        row.put("cancel_at", subscription.cancelAt());
        row.put("trial_end", subscription.trialEnd());
        row.put("ended_at", subscription.number("ended_at"));
        return row.put("paid_through", paidThrough.get(subscription.id()));
    }

    /** The latest end of a period, prorations aside, on a paid invoice. */
    private Map<String, Long> paidThrough() {
        Map<String, Long> latest = new HashMap<>();
        for (Invoice invoice : store.invoices().oldestFirst()) {
            if (invoice.is(Invoice.PAID)) {
                invoice.servicePeriodEnd()
                        .ifPresent(end -> latest.merge(invoice.subscriptionId(), end, Math::max));
            }
        }
        return latest;
    }
}
