package io.tollgate.local.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A subscription in the shape of an API version. */
final class SubscriptionJson {

    private SubscriptionJson() {}

    static ObjectNode render(Subscription subscription, ApiVersion version) {
        ObjectNode json = Shapes.blank("subscription", version);
        json.put("id", subscription.id()).put("customer", subscription.customer());
        json.put("status", subscription.status()).put("created", subscription.created());
        json.put("start_date", subscription.created());
        json.put("billing_cycle_anchor", subscription.created());
        json.put("cancel_at", subscription.cancelAt());
        json.put("cancel_at_period_end", subscription.cancelAt() != null);
        json.put("canceled_at", subscription.canceledAt());
        json.put("ended_at", subscription.endedAt());
        json.put("latest_invoice", InvoiceJson.id(subscription));
        ObjectNode items = (ObjectNode) json.get("items");
        items.put("url", "/v1/subscription_items?subscription=" + subscription.id());
        ((ArrayNode) items.get("data")).add(item(subscription, version));
        if (version == ApiVersion.V2020_08_27) {
            json.put("current_period_start", subscription.periodStart());
            json.put("current_period_end", subscription.periodEnd());
            json.set("plan", Prices.plan(subscription.price(), subscription.created()));
        }
        return json;
    }

    private static ObjectNode item(Subscription subscription, ApiVersion version) {
        ObjectNode item = Shapes.object().put("id", subscription.item());
        item.put("object", "subscription_item").put("created", subscription.created());
        item.putNull("billing_thresholds").putObject("metadata");
        item.set("plan", Prices.plan(subscription.price(), subscription.created()));
        item.set("price", Prices.price(subscription.price(), subscription.created()));
        item.put("quantity", 1).put("subscription", subscription.id());
        item.putArray("tax_rates");
        if (version == ApiVersion.DAHLIA) {
            item.put("current_period_start", subscription.periodStart());
            item.put("current_period_end", subscription.periodEnd());
            item.putArray("discounts");
        }
        return item;
    }
}
