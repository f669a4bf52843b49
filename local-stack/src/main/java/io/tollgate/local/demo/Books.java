package io.tollgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what core says of subscriptions and orders against what is true at the stand-in. */
final class Books {

    private static final int PAGE = 500;

    private static final Set<String> TERMINAL = Set.of("canceled", "incomplete_expired");

    private final Pair pair;
    private final Map<Long, String> owners = new ConcurrentHashMap<>();

    Books(Pair pair) {
        this.pair = pair;
    }

    /** An order that somebody wanted to pay. */
    void note(String user, long order) {
        owners.put(order, user);
    }

    /** How much there is. */
    String sizes() throws IOException {
        JsonNode truth = pair.standIn().truth();
        return "%d subscriptions, %d payments"
                .formatted(
                        truth.path("subscriptions").size(), truth.path("payment_intents").size());
    }

    /** What core says differently, and what it does not know. */
    List<String> differences() throws IOException {
        JsonNode truth = pair.standIn().truth();
        List<String> differences = new ArrayList<>();
        Map<String, JsonNode> held = subscriptions();
        for (JsonNode subscription : truth.path("subscriptions")) {
            String id = subscription.path("id").asText();
            String wanted = words(subscription, "price", "start");
            JsonNode row = held.get(id);
            String has = row == null ? "nothing" : words(row, "plan_id", "start_date");
            if (!wanted.equals(has)) {
                differences.add(id + " is " + wanted + " but core has " + has);
            }
        }
        orders(truth, differences);
        return differences;
    }

    private void orders(JsonNode truth, List<String> differences) throws IOException {
        Set<Long> paid = new HashSet<>();
        for (JsonNode intent : truth.path("payment_intents")) {
            if (intent.path("status").asText().equals("succeeded")) {
                paid.add(intent.path("order_id").asLong());
            }
        }
        for (Map.Entry<Long, String> order : owners.entrySet()) {
            String has =
                    pair.buyer(order.getValue())
                            .order(order.getKey())
                            .body()
                            .path("status")
                            .asText("nothing");
            if (has.equals("paid") != paid.contains(order.getKey())) {
                differences.add("order " + order.getKey() + " is " + has);
            }
        }
    }

    private Map<String, JsonNode> subscriptions() throws IOException {
        Map<String, JsonNode> rows = new HashMap<>();
        String after = "";
        do {
            JsonNode page = pair.coreClient().subscriptions(after, PAGE).body();
            page.path("data").forEach(row -> rows.put(row.path("subscription_id").asText(), row));
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return rows;
    }

    /** Of one that has ended, only that counts. */
    private static String words(JsonNode subscription, String price, String start) {
        String status = subscription.path("status").asText();
        return TERMINAL.contains(status)
                ? status
                : String.join(
                        " ",
                        status,
                        subscription.path(price).asText(),
                        subscription.path(start).asText());
    }
}
