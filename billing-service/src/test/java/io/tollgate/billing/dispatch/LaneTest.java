package io.tollgate.billing.dispatch;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.inbox.Arrivals;
import io.tollgate.billing.inbox.InboxRig;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The bad interleavings, one by one, on a real database whose clock is turned by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneTest {

    private static final long T = 1_700_000_000;

    private final InboxRig rig;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final LaneTable lanes;
    private final LaneEvents events;

    /** The settings of production. */
    private final DispatchConfig config =
            new SmallRyeConfigBuilder()
                    .withMapping(DispatchConfig.class)
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .build()
                    .getConfigMapping(DispatchConfig.class);

    /** What core answers next; applied when it runs dry. */
    private final Deque<Function<SubscriptionUpdate, Delivery>> answers = new ArrayDeque<>();

    private final List<SubscriptionUpdate> told = new ArrayList<>();
    private Breaker breaker = breaker();
    private String lane = "";

    LaneTest() throws IOException {
        rig = new InboxRig();
        lanes = new LaneTable(rig.dataSource(), metrics);
        events = rig.laneEvents();
    }

    @AfterAll
    void stop() throws IOException {
        rig.close();
    }

    @BeforeEach
    void freshLane() {
        rig.run("DELETE FROM inbox_event");
        rig.run("DELETE FROM lane");
        answers.clear();
        told.clear();
        breaker = breaker();
        lane = id("sub");
    }

    private static Breaker breaker() {
        return new Breaker(Clock.systemUTC(), 5, Duration.ofSeconds(1));
    }

    private Worker worker() {
        return worker(this::core);
    }

    private Worker worker(Function<SubscriptionUpdate, Delivery> core) {
        CoreCalls calls =
                new CoreCalls(
                        core,
                        payment -> new Delivery.Rejected("no payment here"),
                        customer -> Optional.empty(),
                        customer -> true,
                        () -> true);
        return new Worker(
                lanes,
                new Jobs(
                        new StripeAccess(Optional.empty()),
                        calls,
                        new Asking(breakers(), config, metrics),
                        causes -> {}),
                calls,
                breakers(),
                new Backoff(config.firstRetry(), config.maxRetry(), new Random(1)),
                config);
    }

    private Breakers breakers() {
        return new Breakers(breaker, breaker(), config.foldAfter());
    }

    private Delivery core(SubscriptionUpdate update) {
        told.add(update);
        Function<SubscriptionUpdate, Delivery> answer = answers.poll();
        return answer == null
                ? new Delivery.Answered("applied", update.sequence())
                : answer.apply(update);
    }

    private ObjectNode change(long at) {
        return event(
                "customer.subscription.updated",
                at,
                subscription(lane, "cus_1", at, at + 1_000_000));
    }

    private Claim claim() throws SQLException {
        List<Claim> claims = lanes.claim(10, false, config.lease());
        return (claims.isEmpty() ? lanes.claim(10, true, config.lease()) : claims).getFirst();
    }

    private List<KeptEvent> list(Claim claim) throws SQLException {
        return events.of(List.of(claim.lane())).getOrDefault(claim.lane(), List.of());
    }

    private void work(Claim claim) throws SQLException {
        worker().work(claim, list(claim));
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

    @Test
    void a_worker_that_stalls_past_its_lease_and_wakes_changes_nothing() throws SQLException {
        rig.store(change(T));
        Claim stalled = claim();
        List<KeptEvent> oldList = list(stalled);
        rig.expireLease(lane);
        rig.store(change(T + 1));
        Claim second = claim();
        work(second);

        worker().work(stalled, oldList);

        assertThat(second.sequence()).isGreaterThan(stalled.sequence());
        assertThat(told.getLast().sequence()).isEqualTo(stalled.sequence());
        assertThat(lane("sequence, due_at IS NULL, (state::json->>'created')"))
                .containsExactly(second.sequence() + " t " + (T + 1));
        assertThat(states()).containsExactly("forwarded applied", "forwarded applied");
    }

    @Test
    void an_event_that_arrives_between_claim_and_settle_keeps_the_lane_due() throws SQLException {
        rig.store(change(T));
        Claim claim = claim();
        List<KeptEvent> listed = list(claim);
        rig.store(change(T + 1));

        worker().work(claim, listed);

        assertThat(states()).containsExactly("forwarded applied", "pending null");
        assertThat(lane("due_at IS NOT NULL, lease_until IS NULL")).containsExactly("t t");
        work(claim());
        assertThat(told.getLast().occurredAt()).isEqualTo(T + 1);
        assertThat(lane("due_at IS NULL")).containsExactly("t");
    }

    @Test
    void a_crash_after_forward_and_before_settle_costs_a_repeat_with_a_higher_sequence()
            throws SQLException {
        rig.store(change(T));
        Claim crashed = claim();
        core(update(crashed));
        rig.expireLease(lane);

        work(claim());

        assertThat(told).hasSize(2);
        assertThat(told.get(1).sequence()).isGreaterThan(told.get(0).sequence());
        assertThat(states()).containsExactly("forwarded applied");
    }

    @Test
    void nobody_claims_a_lane_whose_lease_holds() throws SQLException {
        rig.store(change(T));
        Claim held = claim();

        assertThat(lanes.claim(10, false, config.lease())).isEmpty();
        assertThat(lanes.claim(10, true, config.lease())).isEmpty();
        assertThat(held.lane()).isEqualTo(lane);
    }

    @Test
    void an_event_that_kills_its_worker_every_time_ends_parked_and_takes_no_other_with_it()
            throws Exception {
        String deadly = lane;
        rig.store(change(T));
        lane = id("sub");
        rig.store(change(T));
        String innocent = lane;
        // Both are in work when the process dies for the first time.
        assertThat(lanes.claim(10, false, config.lease())).hasSize(2);
        rig.expireLease(deadly);
        rig.expireLease(innocent);
        rig.run("UPDATE lane SET due_at = now() - interval '1 hour' WHERE id = ?", deadly);
        Arrivals arrivals = new Arrivals();

        for (int life = 0; life < 10; life++) {
            // Each round is a new process; its worker "dies" over the deadly lane.
            Round round =
                    new Round(
                            lanes,
                            events,
                            worker(
                                    update -> {
                                        if (update.subscriptionId().equals(deadly)) {
                                            throw new IllegalStateException("killed");
                                        }
                                        return core(update);
                                    }),
                            breakers(),
                            config,
                            arrivals);
            round.claimAndStart();
            assertThat(round.drain(Duration.ofSeconds(60))).isTrue();
            rig.expireLease(deadly);
        }

        assertThat(states()).containsExactly("forwarded applied");
        assertThat(rig.rows("SELECT lost_leases FROM lane WHERE id = ?", innocent))
                .containsExactly("0");
        lane = deadly;
        assertThat(states()).containsExactly("parked worker_lost");
        assertThat(lane("due_at IS NULL")).containsExactly("t");
        rig.store(change(T + 1));
        work(claim());
        assertThat(states()).containsExactly("parked worker_lost", "forwarded applied");
    }

    @Test
    void core_away_is_retried_with_growing_waits_and_the_first_within_a_second()
            throws SQLException {
        rig.store(change(T));
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(update -> new Delivery.Unavailable("status=503"));
            work(claim());
            waits.add(
                    Integer.valueOf(
                            lane("round(extract(epoch FROM due_at - now()) * 1000)").getFirst()));
            rig.run("UPDATE lane SET due_at = now()");
        }

        assertThat(waits.getFirst()).isLessThanOrEqualTo(1000);
        assertThat(waits.getLast()).isBetween(1000, 4000);
        assertThat(lane("attempts, failing_since IS NOT NULL, last_error"))
                .containsExactly("4 t status=503");
        work(claim());
        assertThat(lane("attempts, failing_since, last_error")).containsExactly("0 null null");
    }

    @Test
    void with_the_breaker_open_no_attempt_counts() throws SQLException {
        breaker = new Breaker(Clock.systemUTC(), 5, Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            breaker.failed();
        }
        rig.store(change(T));
        answers.add(update -> new Delivery.Unavailable("ConnectException"));

        work(claim());

        assertThat(lane("attempts, failing_since")).containsExactly("0 null");
        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.NONE);
    }

    @Test
    void after_days_of_failing_the_lane_gives_up_and_a_new_event_starts_afresh()
            throws SQLException {
        rig.store(change(T));
        rig.run("UPDATE lane SET failing_since = now() - interval '4 days'");

        work(claim());

        assertThat(states()).containsExactly("parked gave_up");
        assertThat(told).isEmpty();
        rig.store(change(T + 1));
        work(claim());
        assertThat(states()).containsExactly("parked gave_up", "forwarded applied");
    }

    @Test
    void what_core_rejects_for_good_is_parked() throws SQLException {
        rig.store(change(T));
        answers.add(update -> new Delivery.Rejected("status=400"));

        work(claim());

        assertThat(states()).containsExactly("parked core_rejected");
        assertThat(lane("due_at IS NULL")).containsExactly("t");
    }

    @Test
    void an_outcome_we_do_not_know_counts_as_delivered() throws SQLException {
        rig.store(change(T));
        answers.add(update -> new Delivery.Answered("postponed", null));

        work(claim());

        assertThat(states()).containsExactly("forwarded postponed");
    }

    @Test
    void after_a_restore_the_lane_jumps_past_core_and_is_done_again() throws SQLException {
        rig.store(change(T));
        answers.add(update -> new Delivery.Answered("stale", 41L));

        work(claim());

        assertThat(states()).containsExactly("pending null");
        Claim again = claim();
        assertThat(again.sequence()).isEqualTo(42);
        work(again);
        assertThat(states()).containsExactly("forwarded applied");
    }

    @Test
    void a_worker_without_its_lease_does_not_jump() throws SQLException {
        rig.store(change(T));
        Claim late = claim();
        rig.expireLease(lane);
        answers.add(update -> new Delivery.Answered("stale", 41L));

        work(late);

        assertThat(lane("sequence")).containsExactly("1");
        assertThat(states()).containsExactly("pending null");
    }

    @Test
    void no_call_starts_when_the_lease_is_nearly_over() throws SQLException {
        rig.store(change(T));
        Claim claim = lanes.claim(1, false, Duration.ofSeconds(10)).getFirst();

        work(claim);

        assertThat(told).isEmpty();
        assertThat(lane("due_at <= now(), lease_until IS NULL, attempts")).containsExactly("t t 0");
    }

    @Test
    void a_lane_left_behind_is_found_by_the_sweep() throws SQLException {
        rig.store(change(T));
        rig.run("UPDATE lane SET due_at = NULL");

        assertThat(lanes.sweep()).isEqualTo(1);

        work(claim());
        assertThat(states()).containsExactly("forwarded applied");
    }

    private Fold.Candidate candidate(Claim claim) throws SQLException {
        Fold.Result decision = LaneView.of(null, null, list(claim)).decision();
        return java.util.Objects.requireNonNull(decision).winner();
    }

    private SubscriptionUpdate update(Claim claim) throws SQLException {
        return io.tollgate.billing.normalise.UpdateBuilder.build(
                        candidate(claim).snapshot(),
                        null,
                        io.tollgate.billing.normalise.UpdateBuilder.Cause.NONE,
                        T,
                        claim.sequence())
                .orElseThrow();
    }
}
