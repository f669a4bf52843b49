package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Random lives at the stand-in for Stripe, with deliveries and calls going wrong in every known
 * way: in the end core says of every subscription what is true, and reconcile finds nothing more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvergenceTest {

    private Stack stack;
    private StandInClient standIn;
    private Agreement agreement;

    @BeforeAll
    void start() {
        stack = Systems.withStripe().billingEnv("TOLLGATE_RECONCILE_EVERY", "0S").start();
        standIn = StandInClient.of(stack);
        agreement = new Agreement(stack);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void random_lives_with_every_fault_on_end_as_they_are_at_stripe() throws Exception {
        for (int round = 0; round < Soak.count(1, 10); round++) {
            Random random = new Random(Soak.seed("lives"));
            standIn.faults(
                    Map.ofEntries(
                            Map.entry("seed", random.nextInt(1 << 30)),
                            Map.entry("duplicate", 0.2),
                            Map.entry("reorder", 0.3),
                            Map.entry("delay_ms", 200),
                            Map.entry("drop", 0.1),
                            Map.entry("same_second", true)));
            Shop shop = new Shop(stack, random).signUp(50);
            standIn.faults(
                    Map.ofEntries(
                            Map.entry("api_429", 0.05),
                            Map.entry("api_500", 0.05),
                            Map.entry("api_reset", 0.03),
                            Map.entry("api_timeout", 0.005),
                            Map.entry("api_timeout_ms", 1500),
                            Map.entry("api_lost_reply", 0.03)));
            shop.live(Soak.count(250, 2000));
            System.out.println("lives: " + shop.done());
            standIn.clearFaults();
            agreement.settle();

            agreement.reconcile("repair");

            agreement.settle();
            agreement.holds();
            agreement.nothingAcknowledgedIsLost(shop);
            agreement.reconcilesToNothing();
        }
    }

    @Test
    void after_a_three_day_outage_of_the_receiver_core_converges() throws Exception {
        Random random = new Random(Soak.seed("outage"));
        Shop shop = new Shop(stack, random).signUp(10);
        agreement.settle();
        standIn.faults(Map.of("receiver_outage", true));
        shop.live(60).signUp(1).leave(shop.subscriptions().getLast());
        JsonNode deliveries = standIn.deliveries();
        int lost = deliveries.path("given_up").asInt() + deliveries.path("pending").asInt();
        standIn.advance(Duration.ofDays(4));
        assertThat(Await.until(Agreement.PATIENCE, () -> givenUpAfterMoreTries(lost))).isTrue();
        standIn.clearFaults();
        agreement.settle();
        assertThat(agreement.differences()).isNotEmpty();

        JsonNode run = agreement.reconcile("repair");

        assertThat(run.path("differences").path("never_delivered").asInt()).isPositive();
        agreement.settle();
        agreement.holds();
        agreement.reconcilesToNothing();
    }

    /** The stand-in gives up what is older than three days once it has tried often enough. */
    private boolean givenUpAfterMoreTries(int lost) {
        try {
            standIn.retryDeliveries();
            return standIn.deliveries().path("given_up").asInt() >= lost;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void half_of_all_events_dropped_for_good_are_found_and_repaired() throws Exception {
        Random random = new Random(Soak.seed("dropped"));
        standIn.faults(Map.of("drop", 0.5, "seed", random.nextInt(1 << 30)));
        Shop shop = new Shop(stack, random).signUp(20).live(Soak.count(80, 800));
        standIn.clearFaults();
        agreement.settle();
        int dropped = standIn.deliveries().path("dropped").asInt();
        assertThat(dropped).isPositive();
        assertThat(shop.subscriptions()).hasSize(20);
        JsonNode dry = agreement.reconcile("dry_run");
        assertThat(dry.path("differences").path("never_delivered").asInt()).isPositive();

        agreement.reconcile("repair");

        agreement.settle();
        agreement.holds();
        agreement.reconcilesToNothing();
    }

    @Test
    void an_account_that_is_older_than_the_installation_is_taken_in_whole() throws Exception {
        Random random = new Random(Soak.seed("backfill"));
        standIn.faults(Map.of("drop", 1.0));
        Shop shop = new Shop(stack, random).signUp(Soak.count(120, 1500));
        standIn.advance(Duration.ofDays(40));
        standIn.clearFaults();
        standIn.forgetDeliveries();

        JsonNode run = agreement.reconcile("repair");

        assertThat(run.path("subscriptions_checked").asInt())
                .isGreaterThanOrEqualTo(shop.subscriptions().size());
        agreement.settle();
        agreement.holds();
        agreement.reconcilesToNothing();
    }

    @Test
    void an_event_that_only_names_its_object_is_kept_and_parked() throws IOException {
        standIn.thinEvent("v1.customer.subscription.updated", Map.of("id", "sub_1"));

        agreement.settle();

        assertThat(
                        new Truth(stack)
                                .query(
                                        "SELECT state || ' ' || reason FROM inbox_event WHERE type"
                                                + " = 'v1.customer.subscription.updated'",
                                        null))
                .containsExactly("parked thin_event");
    }
}
