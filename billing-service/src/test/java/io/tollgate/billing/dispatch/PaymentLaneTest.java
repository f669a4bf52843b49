package io.tollgate.billing.dispatch;

import static io.tollgate.billing.Events.charge;
import static io.tollgate.billing.Events.dispute;
import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.intent;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.refund;
import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.inbox.InboxRig;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.contracts.payment.PaymentUpdate;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What lanes of payments and of deleted customers come to, with and without Stripe's answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentLaneTest {

    private static final long T = 1_700_000_000;

    private final InboxRig rig;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final LaneTable lanes;
    private final StripeDouble stripe = new StripeDouble();
    private final DispatchConfig config =
            new SmallRyeConfigBuilder()
                    .withMapping(DispatchConfig.class)
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .build()
                    .getConfigMapping(DispatchConfig.class);
    private final List<PaymentUpdate> told = new ArrayList<>();
    private final Map<String, String> due = new HashMap<>();
    private final List<String> gone = new ArrayList<>();
    private boolean takesGone = true;
    private Optional<List<String>> subscriptions = Optional.of(List.of());
    private boolean withKey = true;
    private String lane = "";

    PaymentLaneTest() throws IOException {
        rig = new InboxRig();
        lanes = new LaneTable(rig.dataSource(), metrics);
    }

    @AfterAll
    void stop() throws IOException {
        rig.close();
        stripe.close();
    }

    @BeforeEach
    void freshLane() {
        rig.run("DELETE FROM inbox_event");
        rig.run("DELETE FROM lane");
        stripe.reset();
        told.clear();
        due.clear();
        subscriptions = Optional.of(List.of());
        takesGone = true;
        gone.clear();
        withKey = true;
        lane = id("pi");
    }

    private void work() throws SQLException {
        Breakers breakers = new Breakers(breaker(), breaker(), config.foldAfter());
        StripeAccess access =
                new StripeAccess(withKey ? Optional.of(stripe.api(1000)) : Optional.empty());
        CoreCalls core =
                new CoreCalls(
                        update -> new Delivery.Rejected("no subscription here"),
                        this::core,
                        customer -> subscriptions,
                        customer -> takesGone && gone.add(customer),
                        () -> true);
        Worker worker =
                new Worker(
                        lanes,
                        new Jobs(access, core, new Asking(breakers, config, metrics), due::putAll),
                        core,
                        breakers,
                        new Backoff(config.firstRetry(), config.maxRetry(), new Random(1)),
                        config);
        Claim claim = lanes.claim(1, false, config.lease()).getFirst();
        worker.work(
                claim,
                rig.laneEvents().of(List.of(claim.lane())).getOrDefault(claim.lane(), List.of()));
    }

    private static Breaker breaker() {
        return new Breaker(Clock.systemUTC(), 5, Duration.ofSeconds(1));
    }

    private Delivery core(PaymentUpdate update) {
        told.add(update);
        return new Delivery.Answered("applied", update.sequence());
    }

    private List<String> states() {
        return rig.rows(
                "SELECT state, coalesce(reason, outcome) FROM inbox_event ORDER BY created");
    }

    private ObjectNode withCharge(long refunded, boolean disputed) {
        ObjectNode now = intent(lane, "succeeded");
        now.set("latest_charge", charge(lane, refunded).put("disputed", disputed));
        return now;
    }

    @Test
    void core_is_told_what_stripe_says_now_for_one_call() throws SQLException {
        rig.store(
                event("payment_intent.payment_failed", T, intent(lane, "requires_payment_method")));
        rig.store(event("payment_intent.succeeded", T + 1, intent(lane, "succeeded")));
        stripe.holds("/v1/payment_intents/" + lane, withCharge(0, false), T + 50);

        work();

        assertThat(stripe.asked()).hasSize(1);
        PaymentUpdate update = told.getFirst();
        assertThat(update.paymentIntentId()).isEqualTo(lane);
        assertThat(update.status()).isEqualTo("succeeded");
        assertThat(update.orderId()).isEqualTo(42);
        assertThat(update.environment()).isEqualTo("test");
        assertThat(update.sequence()).isEqualTo(1);
        assertThat(update.occurredAt()).isEqualTo(T + 50);
        assertThat(update.eventType()).isEqualTo("payment_intent.succeeded");
        assertThat(states()).containsExactly("forwarded applied", "forwarded applied");
    }

    @Test
    void refunds_and_disputes_are_asked_for_where_there_are_any() throws SQLException {
        rig.store(event("refund.failed", T, refund("re_2", lane, 400, "failed")));
        stripe.holds("/v1/payment_intents/" + lane, withCharge(300, true), T + 50);
        stripe.holds(
                "/v1/refunds",
                list(
                        false,
                        refund("re_2", lane, 400, "failed"),
                        refund("re_1", lane, 300, "succeeded")),
                T + 50);
        stripe.holds("/v1/disputes", list(false, dispute("du_1", lane, "lost")), T + 50);

        work();

        assertThat(stripe.asked()).hasSize(3);
        assertThat(told.getFirst().amountRefunded()).isEqualTo(300);
        assertThat(told.getFirst().refunds()).hasSize(2);
        assertThat(told.getFirst().disputes()).hasSize(1);
    }

    @Test
    void a_payment_of_an_invoice_costs_nobody_a_call() throws SQLException {
        ObjectNode invoices = intent(lane, "succeeded");
        invoices.set("metadata", json("{}"));
        ObjectNode charged = charge(lane, 0);
        charged.set("metadata", json("{}"));
        rig.store(event("payment_intent.succeeded", T, invoices));
        rig.store(event("charge.succeeded", T + 1, charged));

        work();

        assertThat(stripe.asked()).isEmpty();
        assertThat(told).isEmpty();
        assertThat(states()).containsExactly("ignored payment_event", "ignored payment_event");
    }

    @Test
    void without_a_key_the_events_decide() throws SQLException {
        withKey = false;
        rig.store(event("payment_intent.succeeded", T, intent(lane, "succeeded")));
        rig.store(event("charge.refunded", T + 5, charge(lane, 700)));

        work();

        assertThat(told.getFirst().amountRefunded()).isEqualTo(700);
        assertThat(told.getFirst().occurredAt()).isEqualTo(T + 5);
    }

    @Test
    void a_refund_before_its_payment_waits_for_it() throws SQLException {
        withKey = false;
        rig.store(event("refund.created", T + 5, refund("re_1", lane, 300, "succeeded")));
        work();
        assertThat(states()).containsExactly("parked payment_unknown");
        rig.store(event("payment_intent.succeeded", T, intent(lane, "succeeded")));

        work();

        assertThat(told.getFirst().amountRefunded()).isEqualTo(300);
        assertThat(states()).containsExactly("forwarded applied", "forwarded applied");
    }

    @Test
    void an_intent_that_was_cancelled_needs_no_call() throws SQLException {
        rig.store(event("payment_intent.canceled", T, intent(lane, "canceled")));

        work();

        assertThat(stripe.asked()).isEmpty();
        assertThat(told.getFirst().status()).isEqualTo("canceled");
    }

    @Test
    void when_stripe_knows_no_such_intent_the_events_decide() throws SQLException {
        rig.store(event("payment_intent.succeeded", T, intent(lane, "succeeded")));
        stripe.fails(
                "/v1/payment_intents/" + lane, 404, "invalid_request_error", "resource_missing");

        work();

        assertThat(told.getFirst().status()).isEqualTo("succeeded");
        assertThat(rig.rows("SELECT needs_fetch FROM lane")).containsExactly("t");
    }

    @Test
    void a_deleted_customers_subscriptions_are_looked_at_again() throws SQLException {
        String customer = id("cus");
        subscriptions = Optional.of(List.of("sub_1", "sub_2"));
        rig.store(
                event(
                        "customer.deleted",
                        T,
                        json("{'id':'%s','object':'customer','deleted':true}", customer)));

        work();

        assertThat(due)
                .containsOnly(
                        Map.entry("sub_1", "customer_deleted"),
                        Map.entry("sub_2", "customer_deleted"));
        assertThat(gone).containsExactly(customer);
        assertThat(states()).containsExactly("forwarded subscriptions_due");
    }

    @Test
    void a_deleted_customer_waits_for_core() throws SQLException {
        subscriptions = Optional.empty();
        rig.store(
                event(
                        "customer.deleted",
                        T,
                        json("{'id':'%s','object':'customer','deleted':true}", id("cus"))));

        work();

        assertThat(states()).containsExactly("pending null");
        assertThat(rig.rows("SELECT attempts, last_error FROM lane"))
                .containsExactly("1 core could not be asked");
    }

    @Test
    void core_is_told_of_a_deleted_customer_when_it_is_back() throws SQLException {
        takesGone = false;
        rig.store(
                event(
                        "customer.deleted",
                        T,
                        json("{'id':'%s','object':'customer','deleted':true}", id("cus"))));

        work();

        assertThat(states()).containsExactly("pending null");
        assertThat(rig.rows("SELECT attempts, last_error FROM lane"))
                .containsExactly("1 core could not be asked");
    }
}
