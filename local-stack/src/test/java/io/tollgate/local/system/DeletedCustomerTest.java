package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever's customer was deleted at Stripe subscribes and pays again, with a new one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletedCustomerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VISA = "pm_card_visa";
    private static final int AT_ONCE = 10;

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private StripeApiClient stripe;
    private CoreClient core;

    @BeforeAll
    void start() {
        stack =
                Systems.withStripe()
                        .billingEnv("TOLLGATE_CHECKOUT_SUCCESS_URL", "http://127.0.0.1:9/done")
                        .billingEnv("TOLLGATE_CHECKOUT_CANCEL_URL", "http://127.0.0.1:9/plans")
                        .billingEnv(
                                "TOLLGATE_CHECKOUT_PORTAL_RETURN_URL", "http://127.0.0.1:9/account")
                        .start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        stripe = StripeApiClient.of(stack);
        core = CoreClient.of(stack);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private Told checkout(String user, String plan) throws IOException {
        return till.byUser(stack.billing(0), user, "/api/checkout/sessions", Map.of("plan", plan));
    }

    private Told portal(String user) throws IOException {
        return till.byUser(stack.billing(0), user, "/api/portal/sessions", Map.of());
    }

    private void subscribe(String user, String plan) throws IOException {
        Told told = checkout(user, plan);
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        standIn.pages().pay(URI.create(told.body().path("url").asText()), VISA);
        awaitsPlan(user, plan);
    }

    private void awaitsPlan(String user, String plan) {
        Await.until(PATIENCE, () -> plan(user).equals(plan));
        assertThat(plan(user)).as(user).isEqualTo(plan);
    }

    private String plan(String user) {
        try {
            return core.quota(user).body().path("plan").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode account(String user) throws IOException {
        return till.account(user).body();
    }

    private String customer(String user) throws IOException {
        return account(user).path("customer_id").asText();
    }

    private void delete(String customer) throws IOException {
        assertThat(stripe.delete("/v1/customers/" + customer).status()).isEqualTo(200);
    }

    /** Deletes a customer without its event being delivered; those of its subscriptions are. */
    private void deleteUnseen(String customer) throws IOException {
        deleteSeeingOnly("customer.subscription.deleted", customer);
    }

    private void deleteSeeingOnly(String type, String customer) throws IOException {
        String endpoint = standIn.endpoints(stack.secrets().stripeSecretKey()).getFirst();
        String path = "/v1/webhook_endpoints/" + endpoint;
        JsonNode events = stripe.get(path).body().path("enabled_events");
        stripe.post(path, Map.of("enabled_events[0]", type));
        try {
            delete(customer);
        } finally {
            Map<String, String> all = new HashMap<>();
            for (int i = 0; i < events.size(); i++) {
                all.put("enabled_events[" + i + "]", events.path(i).asText());
            }
            stripe.post(path, all);
        }
    }

    @Test
    void a_user_whose_customer_was_deleted_subscribes_again() throws Exception {
        String user = "deleted";
        subscribe(user, "pro");
        String first = customer(user);

        delete(first);
        awaitsPlan(user, "free");
        new Agreement(stack).settle();

        assertThat(account(user).path("gone").asBoolean()).isTrue();
        assertThat(portal(user).problem()).isEqualTo("404 not_found");
        subscribe(user, "team");
        assertThat(customer(user)).isNotEqualTo(first);
        assertThat(account(user).has("gone")).isFalse();
        assertThat(portal(user).status()).isEqualTo(200);
        new Agreement(stack).settle();
        new Agreement(stack).holds();
    }

    @Test
    void where_the_event_was_lost_the_next_checkout_finds_it_out() throws Exception {
        String user = "unseen";
        subscribe(user, "pro");
        String first = customer(user);

        deleteUnseen(first);
        awaitsPlan(user, "free");

        assertThat(account(user).has("gone")).isFalse();
        subscribe(user, "team");
        assertThat(customer(user)).isNotEqualTo(first);
        assertThat(events(first)).isEmpty();
    }

    @Test
    void where_the_subscriptions_end_was_lost_too_the_portal_finds_it_out() throws Exception {
        String user = "unheard";
        subscribe(user, "pro");
        deleteSeeingOnly("charge.refunded", customer(user));
        assertThat(checkout(user, "team").problem()).isEqualTo("409 subscription_exists");

        assertThat(portal(user).problem()).isEqualTo("404 not_found");

        awaitsPlan(user, "free");
        subscribe(user, "team");
    }

    private List<String> events(String customer) {
        return new Truth(stack)
                .query(
                        "SELECT event_id FROM inbox_event WHERE type = 'customer.deleted' AND lane"
                                + " = '"
                                + customer
                                + "'",
                        null);
    }

    @Test
    void clicked_many_times_at_once_one_customer_is_the_users() throws Exception {
        String user = "hasty";
        subscribe(user, "pro");
        String first = customer(user);
        deleteUnseen(first);
        awaitsPlan(user, "free");
        List<CompletableFuture<Told>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            asked.add(InBackground.run(() -> checkout(user, "team")));
        }

        for (CompletableFuture<Told> each : asked) {
            assertThat(each.join().toString())
                    .isIn("200", "503 stripe_unavailable with Retry-After");
        }

        subscribe(user, "team");
        assertThat(customersOf(user)).containsExactly(customer(user));
    }

    /** Those that are there now. */
    private List<String> customersOf(String user) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode each : stripe.get("/v1/customers?limit=100").body().path("data")) {
            if (each.at("/metadata/user_id").asText().equals(user)) {
                found.add(each.path("id").asText());
            }
        }
        return found;
    }

    @Test
    void an_order_is_paid_with_the_new_customer() throws Exception {
        String user = "payer";
        till.openIntent(user, till.order(user));
        String first = customer(user);
        deleteUnseen(first);

        long order = till.order(user);
        Told told = till.openIntent(user, order);

        assertThat(customer(user)).isNotEqualTo(first);
        assertThat(stripe.get("/v1/payment_intents/" + told.intent()).body().path("customer"))
                .hasToString("\"" + customer(user) + "\"");
        new PaymentTruth(stack, till).pay(told.secret());
        till.awaits(order, "paid");
    }
}
