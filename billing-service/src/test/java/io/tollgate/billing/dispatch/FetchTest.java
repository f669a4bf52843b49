package io.tollgate.billing.dispatch;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.paidInvoice;
import static io.tollgate.billing.Events.subscription;
import static io.tollgate.billing.Events.with;
import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.inbox.InboxRig;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * With a key, Stripe's present state is what core is told, at the price of as few calls as can be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FetchTest {

    private static final long T = 1_700_000_000;
    private static final long MONTH = 2_592_000;
    private static final int FAST = 1000;

    private final InboxRig rig;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final LaneTable lanes;
    private final LaneEvents events;
    private final StripeDouble stripe = new StripeDouble();
    private final DispatchConfig config =
            new SmallRyeConfigBuilder()
                    .withMapping(DispatchConfig.class)
                    .withConverter(Duration.class, 200, new DurationConverter())
                    // Long enough that no lane becomes due again while a test looks.
                    .withDefaultValue("tollgate.dispatch.first-retry", "4M")
                    .build()
                    .getConfigMapping(DispatchConfig.class);

    private final List<SubscriptionUpdate> told = new ArrayList<>();
    private final Deque<Delivery> answers = new ArrayDeque<>();
    private boolean coreIsReachable = true;
    private Clock clock = Clock.systemUTC();
    private Runnable duringForward = () -> {};
    private Breakers breakers = breakers();
    private String lane = "";

    FetchTest() throws IOException {
        rig = new InboxRig();
        lanes = new LaneTable(rig.dataSource(), metrics);
        events = rig.laneEvents();
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
        answers.clear();
        coreIsReachable = true;
        clock = Clock.systemUTC();
        duringForward = () -> {};
        breakers = breakers();
        lane = id("sub");
    }

    /** The breakers' clock, turned by hand. */
    private Clock turnable() {
        return new Clock() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private Breakers breakers() {
        return new Breakers(
                new Breaker(turnable(), 5, Duration.ofSeconds(1)),
                new Breaker(turnable(), 5, Duration.ofSeconds(1)),
                config.foldAfter());
    }

    private Worker worker() {
        StripeAccess access = new StripeAccess(Optional.of(stripe.api(FAST)));
        return new Worker(
                lanes,
                new Jobs(access, core(), new Asking(breakers, config, metrics), causes -> {}),
                core(),
                breakers,
                new Backoff(config.firstRetry(), config.maxRetry(), new Random(1)),
                config);
    }

    private CoreCalls core() {
        return new CoreCalls(
                this::core,
                payment -> new Delivery.Rejected("no payment here"),
                customer -> Optional.empty(),
                customer -> true,
                () -> coreIsReachable);
    }

    private Delivery core(SubscriptionUpdate update) {
        told.add(update);
        duringForward.run();
        return answers.isEmpty()
                ? new Delivery.Answered("applied", update.sequence())
                : answers.pop();
    }

    private void work() throws SQLException {
        Claim claim = lanes.claim(1, false, config.lease()).getFirst();
        worker().work(
                        claim,
                        events.of(List.of(claim.lane())).getOrDefault(claim.lane(), List.of()));
    }

    private String path() {
        return "/v1/subscriptions/" + lane;
    }

    private ObjectNode now(String status, long start) {
        return with(
                subscription(lane, "cus_1", start, start + MONTH),
                s -> s.put("status", status).putNull("latest_invoice"));
    }

    private void changed(long at, String status) {
        rig.store(
                event(
                        "customer.subscription.updated",
                        at,
                        with(
                                subscription(lane, "cus_1", T, T + MONTH),
                                s -> s.put("status", status))));
    }

    private List<String> states() {
        return rig.rows(
                "SELECT state, coalesce(reason, outcome) FROM inbox_event WHERE lane = ?"
                        + " ORDER BY created",
                lane);
    }

    private List<String> lane(String columns) {
        return rig.rows("SELECT " + columns + " FROM lane WHERE id = ?", lane);
    }

    /** Whether the lane is due in so many seconds; the lower bound leaves room for a slow test. */
    private static String dueIn(int least, int most) {
        return "extract(epoch FROM due_at - now()) BETWEEN %d AND %d".formatted(least, most);
    }

    @Test
    void core_is_told_what_stripe_says_now_not_what_the_event_said() throws SQLException {
        changed(T, "incomplete");
        stripe.holds(path(), now("active", T), T + 50);

        work();

        SubscriptionUpdate update = told.getFirst();
        assertThat(update.status()).isEqualTo("active");
        assertThat(update.occurredAt()).isEqualTo(T + 50);
        assertThat(update.sequence()).isEqualTo(1);
        assertThat(update.eventType()).isEqualTo("customer.subscription.updated");
        assertThat(states()).containsExactly("forwarded applied");
        assertThat(lane("needs_fetch, due_at")).containsExactly("f null");
    }

    @Test
    void several_waiting_events_of_one_lane_cost_one_fetch() throws SQLException {
        double saved = saved();
        for (int i = 0; i < 7; i++) {
            changed(T + i, "active");
        }
        stripe.holds(path(), now("active", T), T + 50);

        work();

        assertThat(stripe.asked()).hasSize(1);
        assertThat(told).hasSize(1);
        assertThat(states()).hasSize(7).containsOnly("forwarded applied");
        assertThat(saved() - saved).isEqualTo(6);
    }

    private double saved() {
        return metrics.counter("tollgate.fetch.saved").count();
    }

    @Test
    void an_event_that_tells_of_the_end_needs_no_fetch() throws SQLException {
        rig.store(
                event(
                        "customer.subscription.deleted",
                        T,
                        with(now("canceled", T), s -> s.put("ended_at", T))));

        work();

        assertThat(stripe.asked()).isEmpty();
        assertThat(told.getFirst().status()).isEqualTo("canceled");
    }

    @Test
    void an_invoice_before_its_subscription_is_enough_to_ask() throws SQLException {
        rig.store(event("invoice.paid", T, paidInvoice(lane, T, T + MONTH)));
        stripe.holds(path(), now("active", T), T + 50);

        work();

        assertThat(told.getFirst().paidThrough()).isEqualTo(T + MONTH);
        assertThat(states()).containsExactly("forwarded applied");
    }

    @Test
    void the_latest_invoice_tells_what_is_paid_without_another_call() throws SQLException {
        changed(T, "active");
        ObjectNode current = now("active", T);
        current.set("latest_invoice", paidInvoice(lane, T, T + MONTH));
        stripe.holds(path(), current, T + 50);

        work();

        assertThat(told.getFirst().paidThrough()).isEqualTo(T + MONTH);
        assertThat(stripe.asked()).containsExactly(path() + "?expand%5B%5D=latest_invoice");
    }

    @Test
    void past_due_without_a_known_payment_lists_the_paid_invoices() throws SQLException {
        changed(T + MONTH, "past_due");
        stripe.holds(path(), now("past_due", T + MONTH), T + MONTH + 50);
        stripe.holds("/v1/invoices", list(false, paidInvoice(lane, T, T + MONTH)), T + MONTH + 51);

        work();

        assertThat(told.getFirst().expiryDate()).isEqualTo(T + MONTH);
        assertThat(stripe.asked().getLast())
                .isEqualTo("/v1/invoices?subscription=" + lane + "&status=paid&limit=20");
    }

    @Test
    void past_due_with_the_last_payment_known_asks_no_more() throws SQLException {
        rig.store(event("invoice.paid", T, paidInvoice(lane, T, T + MONTH)));
        changed(T + MONTH, "past_due");
        stripe.holds(path(), now("past_due", T + MONTH), T + MONTH + 50);

        work();

        assertThat(stripe.asked()).hasSize(1);
        assertThat(told.getFirst().expiryDate()).isEqualTo(T + MONTH);
    }

    @Test
    void past_due_with_a_payment_known_into_the_period_lists_the_paid_invoices()
            throws SQLException {
        rig.store(event("invoice.paid", T, paidInvoice(lane, T - MONTH, T + MONTH / 2)));
        changed(T + 1, "past_due");
        stripe.holds(path(), now("past_due", T), T + 50);
        stripe.holds("/v1/invoices", list(false, paidInvoice(lane, T, T + MONTH)), T + 50);

        work();

        assertThat(told.getFirst().paidThrough()).isEqualTo(T + MONTH);
    }

    @Test
    void past_due_with_a_payment_missed_lists_the_paid_invoices() throws SQLException {
        rig.store(event("invoice.paid", T, paidInvoice(lane, T, T + MONTH)));
        changed(T + 2 * MONTH, "past_due");
        stripe.holds(path(), now("past_due", T + 2 * MONTH), T + 2 * MONTH + 50);
        stripe.holds(
                "/v1/invoices",
                list(false, paidInvoice(lane, T + MONTH, T + 2 * MONTH)),
                T + 2 * MONTH + 51);

        work();

        assertThat(told.getFirst().paidThrough()).isEqualTo(T + 2 * MONTH);
    }

    @Test
    void truncated_items_are_fetched_whole() throws SQLException {
        changed(T, "active");
        ObjectNode current = now("active", T);
        ((ObjectNode) current.get("items")).put("has_more", true);
        stripe.holds(path(), current, T + 50);
        JsonNode[] items = items(current, 150);
        stripe.lists(
                "/v1/subscription_items",
                Map.of(
                        "",
                        list(true, Stream.of(items).limit(100).toArray(JsonNode[]::new)),
                        "si_99",
                        list(false, Stream.of(items).skip(100).toArray(JsonNode[]::new))),
                T + 51);

        work();

        assertThat(told.getFirst().items()).hasSize(150);
        assertThat(stripe.asked()).hasSize(3);
    }

    private static JsonNode[] items(ObjectNode subscription, int count) {
        ArrayNode data = (ArrayNode) subscription.at("/items/data");
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> ((ObjectNode) data.get(0)).deepCopy().put("id", "si_" + i))
                .toArray(JsonNode[]::new);
    }

    @Test
    void what_stripe_does_not_know_is_decided_by_the_events_and_asked_for_again_tomorrow()
            throws SQLException {
        changed(T, "active");
        stripe.fails(path(), 404, "invalid_request_error", "resource_missing");

        work();

        assertThat(told.getFirst().status()).isEqualTo("active");
        assertThat(states()).containsExactly("forwarded applied");
        assertThat(lane("needs_fetch, " + dueIn(86_300, 86_400))).containsExactly("t t");
    }

    @Test
    void with_stripe_away_the_lane_waits_then_the_events_decide_and_later_stripe_does()
            throws SQLException {
        changed(T, "incomplete");
        stripe.fails(path(), 500, "api_error", "none");
        work();
        assertThat(told).isEmpty();
        assertThat(lane("attempts, stripe_failing_since IS NOT NULL, due_at > now(), last_error"))
                .containsExactly("1 t t Stripe: status=500 code=none");
        rig.run(
                "UPDATE lane SET due_at = now(), stripe_failing_since = now() - interval '1"
                        + " minute'");

        work();

        assertThat(told.getFirst().status()).isEqualTo("incomplete");
        assertThat(lane("needs_fetch, " + dueIn(30, 60))).containsExactly("t t");
        rig.run("UPDATE lane SET due_at = now()");
        stripe.holds(path(), now("active", T), T + 50);
        work();
        assertThat(told.getLast().status()).isEqualTo("active");
        assertThat(lane("needs_fetch, due_at")).containsExactly("f null");
    }

    @Test
    void with_stripe_away_for_long_core_is_not_told_the_same_over_and_over() throws SQLException {
        changed(T, "active");
        stripe.fails(path(), 500, "api_error", "none");
        work();
        rig.run("UPDATE lane SET due_at = now(), stripe_failing_since = now() - interval '1 hour'");
        work();
        for (int i = 0; i < 3; i++) {
            rig.run("UPDATE lane SET due_at = now()");
            rig.run("UPDATE lane SET stripe_failing_since = now() - interval '1 hour'");
            work();
        }
        assertThat(told).hasSize(1);
        assertThat(lane("attempts, failing_since, due_at > now()")).containsExactly("3 null t");

        changed(T + 1, "past_due");
        rig.run("UPDATE lane SET stripe_failing_since = now() - interval '1 hour'");
        work();

        assertThat(told.getLast().status()).isEqualTo("past_due");
        assertThat(states()).containsExactly("forwarded applied", "forwarded applied");
    }

    @Test
    void a_lane_that_waited_for_core_does_not_give_up_on_stripe_at_once() throws SQLException {
        changed(T, "active");
        rig.run("UPDATE lane SET failing_since = now() - interval '1 hour'");
        stripe.fails(path(), 500, "api_error", "none");

        work();

        assertThat(told).isEmpty();
        assertThat(lane("last_error")).containsExactly("Stripe: status=500 code=none");
    }

    @Test
    void an_error_without_a_body_is_stripe_being_away() throws SQLException {
        changed(T, "active");
        for (int status : new int[] {503, 429, 404, 302}) {
            stripe.stub(
                    com.github.tomakehurst.wiremock.client.WireMock.get(
                                    com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                            path()))
                            .willReturn(
                                    com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                                            .withStatus(status)));
            work();
            assertThat(lane("last_error"))
                    .as("status " + status)
                    .containsExactly("Stripe: unreadable answer");
            rig.run("UPDATE lane SET due_at = now()");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void what_was_paid_is_found_behind_ten_prorations() throws SQLException {
        changed(T + MONTH, "past_due");
        ObjectNode invoice = paidInvoice(lane, T, T + MONTH);
        JsonNode line = invoice.at("/lines/data/0").deepCopy();
        ((ObjectNode) invoice.at("/lines/data/0/parent/subscription_item_details"))
                .put("proration", true);
        ((ObjectNode) invoice.get("lines")).put("has_more", true);
        stripe.holds(path(), now("past_due", T + MONTH), T + MONTH + 50);
        stripe.holds("/v1/invoices", list(false, invoice), T + MONTH + 51);
        stripe.holds(
                "/v1/invoices/" + invoice.get("id").asText() + "/lines",
                list(false, line),
                T + MONTH + 52);

        work();

        assertThat(told.getFirst().paidThrough()).isEqualTo(T + MONTH);
        assertThat(told.getFirst().expiryDate()).isEqualTo(T + MONTH);
    }

    @Test
    void a_worker_on_its_way_when_the_breaker_opens_is_no_probe() throws SQLException {
        changed(T, "active");
        stripe.holds(path(), now("active", T), T + 50);
        duringForward =
                () -> {
                    for (int i = 0; i < 5; i++) {
                        breakers.core().failed();
                    }
                };
        answers.add(new Delivery.Unavailable("ConnectException"));

        work();

        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(2));
        assertThat(breakers.beforeClaim()).isEqualTo(Breaker.Permit.PROBE);
    }

    @Test
    void core_that_answers_and_takes_nothing_is_probed_seldom() throws SQLException {
        changed(T, "active");
        stripe.holds(path(), now("active", T), T + 50);
        for (int i = 0; i < 5; i++) {
            breakers.core().failed();
        }
        answers.add(new Delivery.Unavailable("status=503"));

        work();

        assertThat(stripe.asked()).hasSize(1);
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30));
        assertThat(breakers.beforeClaim()).isEqualTo(Breaker.Permit.NONE);
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61));
        assertThat(breakers.beforeClaim()).isEqualTo(Breaker.Permit.PROBE);
    }

    @Test
    void a_throttled_lane_waits_alone() throws SQLException {
        changed(T, "active");
        stripe.fails(path(), 429, "invalid_request_error", "lock_timeout");
        work();
        String throttled = lane;
        lane = id("sub");
        changed(T, "active");
        stripe.holds(path(), now("active", T), T + 50);

        work();

        assertThat(told).extracting(SubscriptionUpdate::subscriptionId).containsExactly(lane);
        assertThat(breakers.stripe().open()).isFalse();
        lane = throttled;
        assertThat(lane("due_at > now(), last_error")).containsExactly("t Stripe throttles");
    }

    @Test
    void ten_throttled_lanes_in_a_row_open_no_breaker() throws SQLException {
        for (int i = 0; i < 10; i++) {
            lane = id("sub");
            changed(T, "active");
            stripe.fails(path(), 429, "invalid_request_error", "rate_limit");
            work();
        }

        assertThat(breakers.beforeClaim()).isEqualTo(Breaker.Permit.ALL);
    }

    @Test
    void with_core_away_probes_cost_stripe_nothing() throws SQLException {
        changed(T, "active");
        stripe.holds(path(), now("active", T), T + 50);
        for (int i = 0; i < 5; i++) {
            breakers.core().failed();
        }
        coreIsReachable = false;
        for (int probe = 0; probe < 20; probe++) {
            work();
            rig.run("UPDATE lane SET due_at = now()");
        }
        assertThat(stripe.asked()).isEmpty();
        assertThat(lane("attempts, failing_since")).containsExactly("0 null");
        coreIsReachable = true;

        work();

        assertThat(stripe.asked()).hasSize(1);
        assertThat(breakers.core().open()).isFalse();
        assertThat(states()).containsExactly("forwarded applied");
    }

    @Test
    void a_refused_key_is_stripe_being_away() throws SQLException {
        changed(T, "active");
        stripe.fails(path(), 401, "invalid_request_error", "api_key_expired");

        work();

        assertThat(told).isEmpty();
        assertThat(lane("last_error")).containsExactly("Stripe: status=401 code=api_key_expired");
    }

    @Test
    void a_lane_that_is_due_for_a_cause_alone_is_fetched_and_forwarded() throws SQLException {
        rig.run(
                "INSERT INTO lane (id, due_at, arrivals, cause) VALUES (?, now(), 1, 'changed')",
                lane);
        stripe.holds(path(), now("active", T), T + 50);

        work();

        assertThat(told.getFirst().status()).isEqualTo("active");
        assertThat(told.getFirst().eventId()).isNull();
        assertThat(lane("cause, due_at")).containsExactly("null null");
    }

    @Test
    void a_cause_that_comes_while_the_lane_is_in_work_is_not_lost() throws SQLException {
        changed(T, "active");
        stripe.holds(path(), now("active", T), T + 50);
        Claim claim = lanes.claim(1, false, config.lease()).getFirst();
        rig.run("UPDATE lane SET arrivals = arrivals + 1, cause = 'changed', due_at = now()");

        worker().work(claim, events.of(List.of(lane)).getOrDefault(lane, List.of()));

        assertThat(lane("cause, due_at <= now()")).containsExactly("changed t");
    }

    @Test
    void what_was_fetched_is_not_undone_by_an_older_event_once_stripe_is_away()
            throws SQLException {
        changed(T + 10, "active");
        stripe.holds(path(), now("past_due", T), T + 50);
        stripe.holds("/v1/invoices", list(false), T + 50);
        work();
        changed(T + 20, "active");
        stripe.fails(path(), 404, "invalid_request_error", "resource_missing");

        work();

        assertThat(told.getLast().status()).isEqualTo("past_due");
        assertThat(told.getLast().occurredAt()).isEqualTo(T + 50);
    }

    @Test
    void stripes_clock_never_takes_an_update_back() throws SQLException {
        changed(T + 60, "active");
        stripe.holds(path(), now("active", T), T + 50);
        work();
        changed(T + 61, "active");
        stripe.holds(path(), now("past_due", T + MONTH), T + 49);
        stripe.holds("/v1/invoices", list(false), T + 50);

        work();

        assertThat(told).extracting(SubscriptionUpdate::occurredAt).containsExactly(T + 60, T + 61);
    }

    @Test
    void a_slow_answer_and_a_reset_are_stripe_being_away() throws SQLException {
        changed(T, "active");
        stripe.stub(
                com.github.tomakehurst.wiremock.client.WireMock.get(
                                com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                        path()))
                        .willReturn(
                                com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                                        .withFixedDelay(6000)));
        work();
        assertThat(lane("last_error")).containsExactly("Stripe: SocketTimeoutException");
        rig.run("UPDATE lane SET due_at = now()");
        stripe.stub(
                com.github.tomakehurst.wiremock.client.WireMock.get(
                                com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                        path()))
                        .willReturn(
                                com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                                        .withFault(
                                                com.github.tomakehurst.wiremock.http.Fault
                                                        .CONNECTION_RESET_BY_PEER)));

        work();

        assertThat(lane("last_error").getFirst()).startsWith("Stripe: ").doesNotContain("status");
        assertThat(told).isEmpty();
    }

    @Test
    void an_answer_of_another_shape_is_parked_for_an_operator() throws SQLException {
        changed(T, "active");
        stripe.holds(path(), json("{'id':'%s','object':'subscription'}", lane), T + 50);

        work();

        assertThat(told).isEmpty();
        assertThat(states()).containsExactly("parked unknown_shape");
    }
}
