package io.tollgate.billing.webhook;

import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a delivery to what core is told: HTTP in, database and HTTP out. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class WebhookToCoreTest {

    private static final long START = 1_700_000_000;
    private static final long END = 1_702_592_000;

    private final String subscription = id("sub");
    private final String customer = id("cus");

    @BeforeEach
    void coreApplies() {
        CoreDouble.applies();
    }

    private ObjectNode event(String type, long created, JsonNode object) {
        return Events.event(type, created, object);
    }

    private ObjectNode active() {
        return Events.subscription(subscription, customer, START, END);
    }

    private static String deliver(ObjectNode event) {
        Stripe.deliver(event).then().statusCode(200);
        return event.get("id").textValue();
    }

    private JsonNode lastTold() {
        Inspect.awaitLaneIdle(subscription);
        return CoreDouble.told(subscription).getLast();
    }

    @Test
    void a_signed_event_reaches_core_with_everything_it_says() {
        ObjectNode event = event("customer.subscription.updated", START + 100, active());

        Stripe.deliver(event)
                .then()
                .statusCode(200)
                .body("received", is(true))
                .body("duplicate", is(false));

        Inspect.awaitState(event.get("id").textValue(), "forwarded");
        assertThat(CoreDouble.keys(subscription)).containsExactly("core_test_key_for_billing");
        assertThat(CoreDouble.told(subscription))
                .containsExactly(
                        Events.json(
                                "{'customer_id':'%s','subscription_id':'%s',"
                                        + "'plan_id':'price_pro_monthly','start_date':1700000000,"
                                        + "'expiry_date':1702592000,'status':'active',"
                                        + "'event_id':'%s',"
                                        + "'event_type':'customer.subscription.updated',"
                                        + "'occurred_at':1700000100,'sequence':1,"
                                        + "'items':[{'plan_id':'price_pro_monthly','quantity':1,"
                                        + "'start_date':1700000000,'expiry_date':1702592000}],"
                                        + "'livemode':false}",
                                customer, subscription, event.get("id").textValue()));
    }

    @Test
    void an_event_delivered_to_both_addresses_under_different_secrets_counts_once() {
        String event = event("customer.subscription.created", START, active()).toString();
        long now = Instant.now().getEpochSecond();

        var first =
                Stripe.deliver(
                        "/webhook/stripe", event, Stripe.signature(event, Stripe.SECRET, now));
        var second =
                Stripe.deliver(
                        "/api/payments/webhook",
                        event,
                        Stripe.signature(event, Stripe.ROLLED_SECRET, now));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getBoolean("duplicate")).isTrue();
        Inspect.awaitLaneIdle(subscription);
        assertThat(CoreDouble.told(subscription)).hasSize(1);
    }

    @Test
    void a_late_creation_does_not_undo_the_activation() {
        ObjectNode incomplete = Events.with(active(), s -> s.put("status", "incomplete"));
        deliver(event("customer.subscription.updated", START + 1, active()));
        Inspect.awaitLaneIdle(subscription);

        deliver(event("customer.subscription.created", START, incomplete));

        assertThat(lastTold().path("status").asText()).isEqualTo("active");
    }

    @Test
    void after_the_end_nothing_revives_a_subscription() {
        ObjectNode ended = Events.with(active(), s -> s.put("ended_at", START + 50));
        deliver(event("customer.subscription.deleted", START + 50, ended));
        Inspect.awaitLaneIdle(subscription);

        deliver(event("customer.subscription.updated", START + 50, active()));
        deliver(event("invoice.payment_succeeded", START + 60, paid(START, END)));

        JsonNode told = lastTold();
        assertThat(told.path("status").asText()).isEqualTo("canceled");
        assertThat(told.path("expiry_date").asLong()).isEqualTo(START + 50);
    }

    private ObjectNode paid(long from, long through) {
        return Events.paidInvoice(subscription, from, through);
    }

    @Test
    void a_failed_renewal_ends_where_the_last_payment_reached_not_where_the_period_rolled_to() {
        long rolled = END + 2_592_000;
        ObjectNode pastDue =
                Events.with(
                        Events.subscription(subscription, customer, END, rolled),
                        s -> s.put("status", "past_due"));
        deliver(event("invoice.paid", START, paid(START, END)));
        deliver(event("customer.subscription.updated", END + 5, pastDue));

        JsonNode told = lastTold();
        assertThat(told.path("expiry_date").asLong()).isEqualTo(END);
        assertThat(told.path("paid_through").asLong()).isEqualTo(END);
    }

    @Test
    void a_payment_that_comes_before_its_subscription_counts_once_the_subscription_is_known() {
        String invoice = deliver(event("invoice.paid", START, paid(START, END)));
        Inspect.awaitState(invoice, "parked");
        assertThat(CoreDouble.told(subscription)).isEmpty();

        deliver(event("customer.subscription.updated", START + 1, active()));

        assertThat(lastTold().path("paid_through").asLong()).isEqualTo(END);
        Inspect.awaitState(invoice, "forwarded");
    }

    @Test
    void what_means_nothing_to_a_subscription_ends_ignored_with_the_reason() {
        List<String> ids =
                List.of(
                        deliver(event("product.created", START, Events.json("{'id':'prod_1'}"))),
                        deliver(
                                event(
                                        "invoice.paid",
                                        START,
                                        Events.json("{'id':'in_1','lines':{'data':[]}}"))),
                        deliver(
                                event(
                                        "payment_intent.succeeded",
                                        START,
                                        Events.with(
                                                Events.intent(id("pi"), "succeeded"),
                                                intent ->
                                                        intent.set(
                                                                "metadata", Events.json("{}"))))),
                        deliver(
                                event(
                                        "customer.updated",
                                        START,
                                        Events.json("{'id':'%s'}", id("cus")))),
                        deliver(
                                event(
                                        "checkout.session.expired",
                                        START,
                                        Events.json("{'id':'%s'}", id("cs")))));

        ids.forEach(id -> Inspect.awaitState(id, "ignored"));

        assertThat(ids.stream().map(WebhookToCoreTest::reason))
                .containsExactly(
                        "unhandled_type",
                        "one_off_invoice",
                        "payment_event",
                        "customer_event",
                        "checkout_event");
    }

    private static String reason(String event) {
        return String.valueOf(
                Inspect.text("SELECT reason FROM inbox_event WHERE event_id = ?", event));
    }

    @Test
    void a_parked_event_does_not_block_its_lane() {
        ObjectNode withoutItems = Events.with(active(), s -> s.remove("items"));
        String odd = deliver(event("customer.subscription.updated", START + 9, withoutItems));
        Inspect.awaitState(odd, "parked");
        assertThat(reason(odd)).isEqualTo("no_plan");

        deliver(event("customer.subscription.updated", START, active()));

        assertThat(lastTold().path("status").asText()).isEqualTo("active");
    }

    @Test
    void two_hundred_events_of_one_subscription_all_end_and_the_newest_wins() {
        List<String> ids =
                java.util.stream.LongStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        deliver(
                                                event(
                                                        "customer.subscription.updated",
                                                        START + i,
                                                        Events.subscription(
                                                                subscription,
                                                                customer,
                                                                START + i,
                                                                END))))
                        .toList();

        ids.forEach(id -> Inspect.awaitState(id, "forwarded"));

        assertThat(lastTold().path("start_date").asLong()).isEqualTo(START + 199);
    }
}
