package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An invoice of a subscription. */
public final class Invoice extends Doc {

    public static final String DRAFT = "draft";
    public static final String OPEN = "open";
    public static final String PAID = "paid";
    public static final String VOID = "void";
    public static final String UNCOLLECTIBLE = "uncollectible";

    /** {@code billing_reason} of a subscription's first invoice. */
    public static final String CREATE = "subscription_create";

    /** {@code billing_reason} of a renewal. */
    public static final String CYCLE = "subscription_cycle";

    /** {@code billing_reason} of a change in between. */
    public static final String UPDATE = "subscription_update";

    private static final String RESUMPTION = "_resumption";

    public Invoice(ObjectNode json) {
        super(json);
    }

    public String status() {
        return text("status");
    }

    public boolean is(String status) {
        return status().equals(status);
    }

    public String subscriptionId() {
        return json().at("/parent/subscription_details/subscription").asText("");
    }

    public String customerId() {
        return text("customer");
    }

    public boolean hasReason(String reason) {
        return text("billing_reason").equals(reason);
    }

    public boolean isChargedAutomatically() {
        return text("collection_method").equals("charge_automatically");
    }

    public boolean advancesByItself() {
        return flag("auto_advance");
    }

    public long amountDue() {
        return amount("amount_due");
    }

    public long attempts() {
        return amount("attempt_count");
    }

    /** Whether paying it ends a pause. */
    public boolean isResumption() {
        return flag(RESUMPTION);
    }

    public void markResumption() {
        flag(RESUMPTION, true);
    }

    /** Notes when it got to its present status. */
    public void moved(String status, String transition, long at) {
        text("status", status);
        json().withObject("/status_transitions").put(transition, at);
    }

    /** Until when its lines, prorations aside, are paid for. */
    public OptionalLong servicePeriodEnd() {
        List<Long> ends = new ArrayList<>();
        for (JsonNode line : json().at("/lines/data")) {
            JsonNode details = line.at("/parent/" + line.at("/parent/type").asText());
            if (!details.path("proration").asBoolean()) {
                ends.add(line.at("/period/end").asLong());
            }
        }
        return ends.stream().mapToLong(Long::longValue).max();
    }
}
