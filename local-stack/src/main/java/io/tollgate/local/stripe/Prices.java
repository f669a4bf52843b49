package io.tollgate.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Prices and plans as Stripe shows them inside an item; amounts are invented. */
final class Prices {

    private Prices() {}

    /** Minor units: enough to tell the sample plans apart. */
    static long amount(String price) {
        long monthly = price.contains("team") ? 4900 : 1200;
        return isYearly(price) ? monthly * 10 : monthly;
    }

    /** The {@code price} of an item. */
    static ObjectNode price(String id, long created) {
        ObjectNode price = common(id, created).put("object", "price");
        price.put("billing_scheme", "per_unit").put("type", "recurring");
        price.put("unit_amount", amount(id)).put("tax_behavior", "unspecified");
        price.putObject("recurring")
                .put("interval", interval(id))
                .put("interval_count", 1)
                .put("usage_type", "licensed");
        return price;
    }

    /** The older {@code plan}, which is still there beside the price. */
    static ObjectNode plan(String id, long created) {
        ObjectNode plan = common(id, created).put("object", "plan");
        plan.put("amount", amount(id)).put("billing_scheme", "per_unit");
        plan.put("interval", interval(id)).put("interval_count", 1);
        return plan.put("usage_type", "licensed");
    }

    private static ObjectNode common(String id, long created) {
        ObjectNode node = Shapes.object().put("id", id);
        node.put("active", true).put("created", created).put("currency", "eur");
        node.put("livemode", false).putNull("nickname");
        node.put("product", id.replace("price_", "prod_"));
        node.putObject("metadata");
        return node;
    }

    private static String interval(String price) {
        return isYearly(price) ? "year" : "month";
    }

    private static boolean isYearly(String price) {
        return price.endsWith("_yearly");
    }
}
