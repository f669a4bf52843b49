package io.tollgate.local.standin.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.util.function.Function;

/** Fields that objects had before 2025-03-31, worked out from where the same is kept today. */
final class OlderFields {

    private final Function<String, ObjectNode> price;

    OlderFields(Function<String, ObjectNode> price) {
        this.price = price;
    }

    void add(ObjectNode node, String object, StripeVersion version) {
        switch (object) {
            case "subscription" -> subscription(node);
            case "invoice" -> invoice(node);
            case "line_item" -> line(node);
            case "payment_intent" -> intent(node);
            case "charge" -> charge(node, version);
            case "checkout.session" -> node.put("ui_mode", "hosted").putNull("shipping_details");
            case "dispute" -> node.putNull("balance_transaction");
            case "price" -> recurring(node);
            case "plan" -> node.putNull("aggregate_usage");
            default -> {
                // Every other object has not changed in what is shown of it.
            }
        }
    }

    private static void subscription(ObjectNode node) {
        JsonNode items = node.at("/items/data");
        JsonNode first = items.path(0);
        node.set("current_period_start", first.path("current_period_start"));
        node.set("current_period_end", first.path("current_period_end"));
        node.putNull("discount");
        boolean single = items.size() == 1;
        node.set("plan", single ? first.get("plan").deepCopy() : node.nullNode());
        node.set("quantity", single ? first.get("quantity") : node.nullNode());
    }

    private static void recurring(ObjectNode node) {
        if (node.get("recurring") instanceof ObjectNode recurring) {
            recurring.putNull("aggregate_usage");
        }
    }

    private static void invoice(ObjectNode node) {
        JsonNode details = node.at("/parent/subscription_details");
        node.set("subscription", orNull(node, details.path("subscription")));
        node.putObject("subscription_details")
                .set("metadata", orNull(node, details.path("metadata")));
        node.put("paid", node.path("status").asText().equals("paid"));
        node.put("paid_out_of_band", node.path("_paid_out_of_band").asBoolean());
        node.set("charge", orNull(node, node.path("_charge")));
        node.set("payment_intent", orNull(node, node.path("_payment_intent")));
        node.putArray("total_tax_amounts");
        for (String unused :
                new String[] {
                    "application_fee_amount",
                    "discount",
                    "quote",
                    "rendering_options",
                    "tax",
                    "transfer_data"
                }) {
            node.putNull(unused);
        }
    }

    private static void intent(ObjectNode node) {
        node.set("invoice", orNull(node, node.path("_invoice")));
        node.set(
                "charges",
                list("/v1/charges?payment_intent=" + node.path("id").asText(), node, "_charges"));
    }

    private static void charge(ObjectNode node, StripeVersion version) {
        node.set("invoice", orNull(node, node.path("_invoice")));
        node.set("dispute", orNull(node, node.path("_dispute")));
        node.putNull("destination").putNull("order");
        // Since 2022-11-15 they are only shown on request.
        if (version == StripeVersion.V2020_08_27) {
            String url = "/v1/charges/" + node.path("id").asText() + "/refunds";
            node.set("refunds", list(url, node, "_refunds"));
        }
    }

    /** What the object keeps of others that belong to it. */
    private static ObjectNode list(String url, ObjectNode owner, String kept) {
        ObjectNode list = Json.object().put("object", "list");
        JsonNode data = owner.path(kept);
        list.set("data", data.isArray() ? data.deepCopy() : Json.array());
        list.put("has_more", false).put("total_count", data.size());
        return list.put("url", url);
    }

    private void line(ObjectNode node) {
        JsonNode details = node.at("/parent/" + node.at("/parent/type").asText());
        ObjectNode shown = price.apply(node.at("/pricing/price_details/price").asText());
        node.set("price", shown.deepCopy());
        node.set("plan", Plans.of(shown));
        boolean item = node.at("/parent/type").asText().equals("invoice_item_details");
        node.put("type", item ? "invoiceitem" : "subscription");
        node.put("proration", details.path("proration").asBoolean());
        node.putObject("proration_details").putNull("credited_items");
        node.set("subscription", orNull(node, details.path("subscription")));
        node.set("subscription_item", orNull(node, node.path("_subscription_item")));
        node.putArray("tax_amounts");
        node.putArray("tax_rates");
        node.set("amount_excluding_tax", node.path("amount"));
        node.set("unit_amount_excluding_tax", node.at("/pricing/unit_amount_decimal"));
    }

    private static JsonNode orNull(ObjectNode factory, JsonNode node) {
        return node.isMissingNode() ? factory.nullNode() : node.deepCopy();
    }
}
