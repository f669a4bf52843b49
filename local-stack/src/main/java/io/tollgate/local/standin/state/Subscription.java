package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscription; its items are kept in full, however few of them a payload shows. */
public final class Subscription extends Doc {

    public static final String INCOMPLETE = "incomplete";
    public static final String INCOMPLETE_EXPIRED = "incomplete_expired";
    public static final String TRIALING = "trialing";
    public static final String ACTIVE = "active";
    public static final String PAST_DUE = "past_due";
    public static final String UNPAID = "unpaid";
    public static final String PAUSED = "paused";
    public static final String CANCELED = "canceled";

    private static final Set<String> TERMINAL = Set.of(CANCELED, INCOMPLETE_EXPIRED);

    /** Statuses whose money is overdue. */
    private static final Set<String> OVERDUE = Set.of(PAST_DUE, UNPAID);

    public Subscription(ObjectNode json) {
        super(json);
    }

    public String status() {
        return text("status");
    }

    public void status(String status) {
        text("status", status);
    }

    public boolean is(String status) {
        return status().equals(status);
    }

    public boolean isTerminal() {
        return TERMINAL.contains(status());
    }

    public boolean isOverdue() {
        return OVERDUE.contains(status());
    }

    public String customerId() {
        return text("customer");
    }

    public boolean isChargedAutomatically() {
        return text("collection_method").equals("charge_automatically");
    }

    public boolean isFlexible() {
        return json().at("/billing_mode/type").asText().equals("flexible");
    }

    public List<Item> items() {
        List<Item> items = new ArrayList<>();
        data().forEach(node -> items.add(new Item((ObjectNode) node)));
        return items;
    }

    public Optional<Item> item(String itemId) {
        return items().stream().filter(item -> item.id().equals(itemId)).findFirst();
    }

    /** Puts other items in the place of all. */
    public void items(List<Item> items) {
        ArrayNode data = data();
        data.removeAll();
        items.forEach(item -> data.add(item.json()));
    }

    private ArrayNode data() {
        return (ArrayNode) json().at("/items/data");
    }

    public Item firstItem() {
        return items().getFirst();
    }

    /** When the next period of any item begins. */
    public long nextBoundary() {
        return items().stream().mapToLong(Item::periodEnd).min().orElseThrow();
    }

    /** When the last of the current periods ends. */
    public long lastBoundary() {
        return items().stream().mapToLong(Item::periodEnd).max().orElseThrow();
    }

    public long anchor() {
        return amount("billing_cycle_anchor");
    }

    public void anchor(long unixSeconds) {
        number("billing_cycle_anchor", unixSeconds);
    }

    public @Nullable Long trialEnd() {
        return number("trial_end");
    }

    public @Nullable Long cancelAt() {
        return number("cancel_at");
    }

    public String latestInvoice() {
        return text("latest_invoice");
    }

    public void latestInvoice(String id) {
        text("latest_invoice", id);
    }

    /** Empty if collection is not paused. */
    public String pausedCollection() {
        return json().at("/pause_collection/behavior").asText("");
    }

    /** Whether a change waits for its payment. */
    public boolean hasPendingUpdate() {
        return json().path("pending_update").isObject();
    }

    /** Why and since when it is paused; null takes it back. */
    public void pauseReason(@Nullable String reason, long since) {
        if (reason == null) {
            json().remove("status_details");
            return;
        }
        ObjectNode paused = json().putObject("status_details").putObject("paused");
        paused.putObject("subscription").put("type", reason);
        paused.put("transitioned_at", since).put("type", "subscription");
    }

    /** Prorations that wait for the next invoice. */
    public ArrayNode pendingLines() {
        JsonNode lines = json().path("_pending_lines");
        return lines instanceof ArrayNode array ? array : json().putArray("_pending_lines");
    }
}
