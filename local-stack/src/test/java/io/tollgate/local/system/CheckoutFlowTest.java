package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Users subscribe at Stripe's page and change their minds at its portal, and core follows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VISA = "pm_card_visa";
    private static final int AT_ONCE = 20;

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private StripeApiClient stripe;
    private CoreClient core;
    private final AtomicLong users = new AtomicLong();

    @BeforeAll
    void start() {
        stack = configured().start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        stripe = StripeApiClient.of(stack);
        core = CoreClient.of(stack);
    }

    private static StackBuilder configured() {
        return Systems.withStripe()
                .billingEnv("TOLLGATE_PAYMENT_CLEAR_UP_EVERY", "300MS")
                .billingEnv("TOLLGATE_CHECKOUT_SUCCESS_URL", "http://127.0.0.1:9/done")
                .billingEnv("TOLLGATE_CHECKOUT_CANCEL_URL", "http://127.0.0.1:9/plans")
                .billingEnv("TOLLGATE_CHECKOUT_PORTAL_RETURN_URL", "http://127.0.0.1:9/account");
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private String user() {
        return "subscriber_" + users.incrementAndGet();
    }

    private Told checkout(String user, String plan) throws IOException {
        return till.byUser(stack.billing(0), user, "/api/checkout/sessions", Map.of("plan", plan));
    }

    private Told portal(String user) throws IOException {
        return till.byUser(stack.billing(0), user, "/api/portal/sessions", Map.of());
    }

    private static URI page(Told told) {
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        return URI.create(told.body().path("url").asText());
    }

    private static String session(Told told) {
        return told.body().path("session_id").asText();
    }

    private String statusOf(String session) throws IOException {
        return stripe.get("/v1/checkout/sessions/" + session).body().path("status").asText();
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

    /** The subscription of a user who is on a plan. */
    private String subscribed(String user, String plan) throws IOException {
        Told opened = checkout(user, plan);
        standIn.pages().pay(page(opened), VISA);
        awaitsPlan(user, plan);
        return stripe.get("/v1/checkout/sessions/" + session(opened))
                .body()
                .path("subscription")
                .asText();
    }

    @Test
    void a_plan_that_is_paid_at_stripes_page_is_the_users() throws IOException {
        String user = user();
        Told first = checkout(user, "pro");
        assertThat(session(checkout(user, "pro"))).isEqualTo(session(first));

        standIn.pages().pay(page(first), VISA);

        awaitsPlan(user, "pro");
        assertThat(checkout(user, "team").problem()).isEqualTo("409 subscription_exists");
    }

    @Test
    void another_plan_expires_the_page_of_the_first() throws IOException {
        String user = user();
        Told pro = checkout(user, "pro");

        Told team = checkout(user, "team");

        assertThat(session(team)).isNotEqualTo(session(pro));
        assertThat(statusOf(session(pro))).isEqualTo("expired");
        assertThat(statusOf(session(team))).isEqualTo("open");
        assertThat(session(checkout(user, "pro"))).isNotEqualTo(session(pro));
        assertThat(statusOf(session(team))).isEqualTo("expired");
    }

    @Test
    void clicked_many_times_at_once_one_page_is_open_in_the_end() throws Exception {
        String user = user();
        List<CompletableFuture<Told>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String plan = i % 2 == 0 ? "pro" : "team";
            asked.add(InBackground.run(() -> checkout(user, plan)));
        }
        for (CompletableFuture<Told> each : asked) {
            assertThat(each.join().toString())
                    .isIn("200", "503 stripe_unavailable with Retry-After");
        }

        Told last = checkout(user, "pro");

        assertThat(open(customer(user))).containsExactly(session(last));
    }

    private List<String> open(String customer) throws IOException {
        JsonNode data =
                stripe.get("/v1/checkout/sessions?limit=100&customer=" + customer)
                        .body()
                        .path("data");
        List<String> open = new ArrayList<>();
        for (JsonNode each : data) {
            if (each.path("status").asText().equals("open")) {
                open.add(each.path("id").asText());
            }
        }
        return open;
    }

    private String customer(String user) throws IOException {
        return till.account(user).body().path("customer_id").asText();
    }

    @Test
    void a_page_that_is_left_alone_gives_nothing_and_stands_in_nobodys_way() throws IOException {
        String user = user();
        standIn.pages().abandon(page(checkout(user, "pro")));

        assertThat(plan(user)).isEqualTo("free");
        subscribed(user, "team");
    }

    @Test
    void what_is_cancelled_at_the_portal_ends_at_core() throws IOException {
        String user = user();
        assertThat(portal(user).problem()).isEqualTo("404 not_found");
        String subscription = subscribed(user, "pro");

        standIn.pages().cancelNow(page(portal(user)), subscription);

        awaitsPlan(user, "free");
        subscribed(user, "team");
    }

    @Test
    void a_customer_wished_for_ahead_is_made_once() throws Exception {
        String user = user();
        assertThat(till.wishesCustomer(user).status()).isLessThan(300);
        assertThat(till.wishesCustomer(user).status()).isLessThan(300);

        assertThat(Await.until(PATIENCE, () -> hasCustomer(user))).isTrue();

        String made = customer(user);
        till.openIntent(user, till.order(user));
        assertThat(customer(user)).isEqualTo(made);
        int count = 0;
        for (JsonNode each : stripe.get("/v1/customers?limit=100").body().path("data")) {
            count += each.at("/metadata/user_id").asText().equals(user) ? 1 : 0;
        }
        assertThat(count).isEqualTo(1);
    }

    private boolean hasCustomer(String user) {
        try {
            return customer(user).startsWith("cus_");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_deleted_customer_has_its_subscriptions_looked_at_again() throws Exception {
        String user = user();
        String subscription = subscribed(user, "pro");
        String customer = customer(user);
        new Agreement(stack).settle();
        // Only the event of the customer itself is delivered.
        String endpoint = standIn.endpoints(stack.secrets().stripeSecretKey()).getFirst();
        String path = "/v1/webhook_endpoints/" + endpoint;
        JsonNode events = stripe.get(path).body().path("enabled_events");
        stripe.post(path, Map.of("enabled_events[0]", "customer.deleted"));
        try {
            assertThat(stripe.delete("/v1/customers/" + customer).status()).isEqualTo(200);

            awaitsPlan(user, "free");
        } finally {
            Map<String, String> all = new HashMap<>();
            for (int i = 0; i < events.size(); i++) {
                all.put("enabled_events[" + i + "]", events.path(i).asText());
            }
            stripe.post(path, all);
        }
        assertThat(
                        new Truth(stack)
                                .query(
                                        "SELECT type FROM inbox_event WHERE type ="
                                                + " 'customer.subscription.deleted' AND lane = '"
                                                + subscription
                                                + "'",
                                        null))
                .isEmpty();
    }

    @Test
    void what_is_not_for_sale_or_not_there_is_refused() throws IOException {
        String user = user();

        assertThat(checkout(user, "no_such_plan").problem()).isEqualTo("404 not_found");
        assertThat(checkout(user, "free").problem()).isEqualTo("400 invalid_request");
        assertThat(checkout(user, "").problem()).isEqualTo("400 invalid_request");
    }

    @Test
    void a_second_subscription_is_sold_where_that_is_wanted() throws IOException {
        try (Stack other =
                configured().billingEnv("TOLLGATE_CHECKOUT_SECOND_SUBSCRIPTION", "allow").start()) {
            Till there = new Till(other);
            Map<String, String> pro = Map.of("plan", "pro");
            String path = "/api/checkout/sessions";
            Told first = there.byUser(other.billing(0), "two", path, pro);
            StandInClient.of(other).pages().pay(page(first), VISA);

            Told second = there.byUser(other.billing(0), "two", path, pro);

            assertThat(session(second)).isNotEqualTo(session(first));
            StandInClient.of(other).pages().pay(page(second), VISA);
            new Agreement(other).settle();
            new Agreement(other).holds();
            assertThat(new Truth(other).coreRows()).hasSize(2);
        }
    }

    @Test
    void without_addresses_or_a_key_it_says_what_is_missing() throws IOException {
        try (Stack bare =
                Systems.impatient()
                        .billingEnv("TOLLGATE_CHECKOUT_SUCCESS_URL", "")
                        .billingEnv("TOLLGATE_CHECKOUT_PORTAL_RETURN_URL", "")
                        .start()) {
            Till there = new Till(bare);
            long order = there.order("nobody");

            assertThat(there.intent("nobody", order).problem()).isEqualTo("409 stripe_key_missing");
            assertThat(there.words(order)).isEqualTo("pending");
            assertThat(there.refund("pi_1", "key", 0).problem())
                    .isEqualTo("409 stripe_key_missing");
            for (String path : List.of("/api/checkout/sessions", "/api/portal/sessions")) {
                assertThat(
                                there.byUser(bare.billing(0), "nobody", path, Map.of("plan", "pro"))
                                        .problem())
                        .isEqualTo("409 checkout_not_configured");
            }
        }
    }
}
