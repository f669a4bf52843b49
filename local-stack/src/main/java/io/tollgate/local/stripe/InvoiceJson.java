package io.tollgate.local.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The invoice for a subscription's current period, in the shape of an API version. */
final class InvoiceJson {

    private InvoiceJson() {}

    /** One invoice per period: its id follows from both. */
    static String id(Subscription subscription) {
        return subscription.id().replaceFirst("^sub_", "in_") + subscription.periodStart();
    }

    static ObjectNode render(Subscription subscription, ApiVersion version, boolean paid) {
        long amount = Prices.amount(subscription.price());
        ObjectNode json = Shapes.blank("invoice", version);
        json.put("id", id(subscription)).put("customer", subscription.customer());
        json.put("status", paid ? "paid" : "open").put("created", subscription.periodStart());
        json.put("amount_due", amount).put("subtotal", amount).put("total", amount);
        json.put("amount_paid", paid ? amount : 0).put("amount_remaining", paid ? 0 : amount);
        json.put("period_start", subscription.periodStart() - Subscription.MONTH);
        json.put("period_end", subscription.periodStart());
        boolean first = subscription.periodStart() == subscription.created();
        json.put("billing_reason", first ? "subscription_create" : "subscription_cycle");
        switch (version) {
            case DAHLIA ->
                    ((ObjectNode) json.at("/parent/subscription_details"))
                            .put("subscription", subscription.id());
            case V2020_08_27 -> json.put("subscription", subscription.id()).put("paid", paid);
        }
        ((ArrayNode) json.at("/lines/data")).add(line(subscription, version));
        return json;
    }

    private static ObjectNode line(Subscription subscription, ApiVersion version) {
        ObjectNode line = Shapes.object().put("id", id(subscription).replace("in_", "il_"));
        line.put("object", "line_item").put("amount", Prices.amount(subscription.price()));
        line.put("currency", "eur").put("livemode", false).put("quantity", 1);
        line.putObject("metadata");
        line.putObject("period")
                .put("start", subscription.periodStart())
                .put("end", subscription.periodEnd());
        switch (version) {
            case DAHLIA -> describe(line, subscription);
            case V2020_08_27 -> describeOld(line, subscription);
        }
        return line;
    }

    private static void describe(ObjectNode line, Subscription subscription) {
        ObjectNode parent = line.putObject("parent").put("type", "subscription_item_details");
        parent.putObject("subscription_item_details")
                .put("proration", false)
                .put("subscription", subscription.id())
                .put("subscription_item", subscription.item());
        ObjectNode pricing = line.putObject("pricing").put("type", "price_details");
        pricing.putObject("price_details")
                .put("price", subscription.price())
                .put("product", subscription.price().replace("price_", "prod_"));
    }

    private static void describeOld(ObjectNode line, Subscription subscription) {
        line.put("type", "subscription").put("proration", false);
        line.put("subscription", subscription.id());
        line.put("subscription_item", subscription.item());
        line.set("plan", Prices.plan(subscription.price(), subscription.created()));
        line.set("price", Prices.price(subscription.price(), subscription.created()));
    }
}
