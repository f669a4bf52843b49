package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds core against the stand-in's truth, which neither service has a hand in. */
final class Agreement {

    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stack stack;
    private final StandInClient standIn;
    private final BillingClient billing;

    Agreement(Stack stack) {
        this.stack = stack;
        this.standIn = StandInClient.of(stack);
        this.billing = BillingClient.of(stack, 0);
    }

    /** Waits until Stripe owes nothing and billing is done with all it has. */
    void settle() throws IOException {
        standIn.retryDeliveries();
        assertThat(Await.until(PATIENCE, () -> owed() == 0 && atWork().isEmpty()))
                .as(() -> "deliveries still owed " + owed() + ", lanes at work " + atWork())
                .isTrue();
    }

    /** Waits until Stripe owes nothing, whatever billing does with it. */
    void delivered() throws IOException {
        standIn.retryDeliveries();
        assertThat(Await.until(PATIENCE, () -> owed() == 0)).as("all delivered").isTrue();
    }

    private int owed() {
        try {
            return standIn.pendingDeliveries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lanes that are due or leased now, and events that wait. */
    private List<String> atWork() {
        return new Truth(stack)
                .query(
                        "SELECT id || coalesce(' ' || last_error, '') FROM lane WHERE due_at <="
                            + " now() + interval '10 minutes' OR lease_until IS NOT NULL UNION ALL"
                            + " SELECT event_id FROM inbox_event WHERE state = 'pending' LIMIT 20",
                        null);
    }

    /** Asserts that core says of every subscription what is true. */
    void holds() throws IOException {
        assertThat(differences()).isEmpty();
    }

    /** Waits until core does. */
    void comesToHold() throws IOException {
        Await.until(PATIENCE, Duration.ofMillis(250), () -> noDifference());
        holds();
    }

    private boolean noDifference() {
        try {
            return differences().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What core says differently, and what it does not know. */
    List<String> differences() throws IOException {
        Map<String, JsonNode> held = new Truth(stack).coreRows();
        List<String> differences = new ArrayList<>();
        JsonNode truth = standIn.truth().path("subscriptions");
        assertThat(truth).isNotEmpty();
        for (JsonNode subscription : truth) {
            String wanted = wanted(subscription);
            String id = subscription.path("id").asText();
            String has = held.containsKey(id) ? has(held.get(id), subscription) : "nothing";
            if (!wanted.equals(has)) {
                differences.add(id + " is " + wanted + " but core has " + has);
            }
        }
        return differences;
    }

    private static String wanted(JsonNode truth) {
        return String.join(
                " ",
                truth.path("status").asText(),
                truth.path("customer").asText(),
                truth.path("user_id").asText(),
                terms(truth, expiry(truth)));
    }

    /** Of one that has ended, only that and when matters. */
    private static String terms(JsonNode truth, String expiry) {
        return isTerminal(truth)
                ? expiry
                : String.join(
                        " ",
                        truth.path("price").asText(),
                        truth.path("quantity").asText(),
                        truth.path("start").asText(),
                        expiry,
                        truth.path("cancel_at").asText());
    }

    private static boolean isTerminal(JsonNode truth) {
        return List.of("canceled", "incomplete_expired").contains(truth.path("status").asText());
    }

    /** When access ends by each status, before any leeway. */
    private static String expiry(JsonNode truth) {
        JsonNode end = truth.path("end");
        return switch (truth.path("status").asText()) {
            case "canceled" -> truth.path("ended_at").asText();
            case "incomplete", "incomplete_expired" -> truth.path("start").asText();
            case "past_due", "unpaid" ->
                    truth.path("paid_through").isNull()
                            ? truth.path("start").asText()
                            : truth.path("paid_through").asText();
            case "trialing" -> earlier(truth.path("trial_end"), truth.path("cancel_at"));
            default -> earlier(end, truth.path("cancel_at"));
        };
    }

    private static String earlier(JsonNode one, JsonNode other) {
        return !other.isNull() && other.asLong() < one.asLong() ? other.asText() : one.asText();
    }

    /** What core has, of the item that the truth speaks of: the first. */
    private static String has(JsonNode row, JsonNode truth) {
        JsonNode item = row.path("items").path(0);
        String terms =
                isTerminal(truth)
                        ? item.path("expiry_date").asText()
                        : String.join(
                                " ",
                                item.path("plan_id").asText(),
                                item.path("quantity").asText(),
                                item.path("start_date").asText(),
                                item.path("expiry_date").asText(),
                                row.path("cancel_at").asText());
        return String.join(
                " ",
                row.path("status").asText(),
                row.path("customer_id").asText(),
                row.path("user_id").asText(),
                terms);
    }

    /** Compares through the admin API and waits for the end; gives the run. */
    JsonNode reconcile(String mode) throws IOException {
        JsonNode started =
                billing.adminPost("/admin/reconcile", Map.of("mode", mode, "all_events", true))
                        .body();
        String path = "/admin/reconcile/" + started.path("id").asText();
        assertThat(Await.until(PATIENCE, () -> !state(path).equals("running"))).isTrue();
        JsonNode run = billing.admin(path).body();
        System.out.printf(
                "reconcile %s: %s, %d events, %d subscriptions, differences %s%n",
                mode,
                run.path("state").asText(),
                run.path("events_checked").asLong(),
                run.path("subscriptions_checked").asLong(),
                run.path("differences"));
        for (JsonNode found : billing.admin(path + "/differences?limit=200").body().path("data")) {
            if (!found.path("kind").asText().equals("never_delivered")) {
                System.out.println("  " + found);
            }
        }
        assertThat(run.path("state").asText()).isEqualTo("finished");
        return run;
    }

    /** Waits until the schedule has started a repair from now on, and brought it to its end. */
    void awaitsScheduledRepair() throws IOException {
        long last = billing.admin("/admin/reconcile?limit=1").body().at("/data/0/id").asLong();
        assertThat(Await.until(PATIENCE, () -> finishedSince(last) > 0))
                .as("a scheduled run")
                .isTrue();
    }

    private long finishedSince(long run) {
        try {
            JsonNode runs = billing.admin("/admin/reconcile?limit=50").body().path("data");
            long finished = 0;
            for (JsonNode each : runs) {
                boolean counts =
                        each.path("id").asLong() > run
                                && each.path("state").asText().equals("finished");
                finished += counts ? 1 : 0;
            }
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that a dry run finds nothing. */
    void reconcilesToNothing() throws IOException {
        JsonNode run = reconcile("dry_run");
        assertThat(run.path("differences"))
                .as(
                        () -> {
                            try {
                                return billing.admin(
                                                "/admin/reconcile/"
                                                        + run.path("id").asText()
                                                        + "/differences")
                                        .body()
                                        .toString();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .isEmpty();
    }

    private String state(String path) {
        try {
            return billing.admin(path).body().path("state").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that every event Stripe was told 2xx for is kept. */
    void nothingAcknowledgedIsLost(Shop shop) throws Exception {
        List<String> acknowledged = shop.acknowledged();
        assertThat(acknowledged).isNotEmpty();
        assertThat(
                        new Truth(stack)
                                .query(
                                        "SELECT sent.id FROM unnest(?::text[]) AS sent(id) LEFT"
                                                + " JOIN inbox_event ON event_id = sent.id WHERE"
                                                + " event_id IS NULL",
                                        acknowledged))
                .as("acknowledged, but not kept")
                .isEmpty();
    }
}
