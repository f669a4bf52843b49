package io.tollgate.local.standin.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;

/** The older plan object, which Stripe still shows beside the price. */
public final class Plans {

    private Plans() {}

    /** The plan that a recurring price looks like. */
    public static ObjectNode of(ObjectNode price) {
        ObjectNode plan = Json.object();
        plan.set("id", price.get("id"));
        plan.put("object", "plan").put("active", price.path("active").asBoolean());
        plan.set("amount", price.get("unit_amount"));
        plan.set("amount_decimal", price.get("unit_amount_decimal"));
        plan.set("billing_scheme", price.get("billing_scheme"));
        plan.set("created", price.get("created"));
        plan.set("currency", price.get("currency"));
        JsonNode recurring = price.path("recurring");
        plan.set("interval", recurring.path("interval"));
        plan.set("interval_count", recurring.path("interval_count"));
        plan.put("livemode", false);
        plan.set("metadata", price.path("metadata").deepCopy());
        plan.putNull("meter").putNull("nickname");
        plan.set("product", price.get("product"));
        plan.putNull("tiers_mode").putNull("transform_usage").putNull("trial_period_days");
        return plan.put("usage_type", "licensed");
    }
}
