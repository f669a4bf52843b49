package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * core is away while events pile up: that costs Stripe no call, and afterwards each lane costs one,
 * however many of its events wait. Prints what it took.
 */
class CoreAwayTest {

    @Test
    void an_outage_of_core_costs_stripe_no_calls_and_then_one_a_lane() throws Exception {
        Random random = new Random(Soak.seed("core away"));
        int lanes = Soak.count(60, 2_000);
        int perLane = 5;
        try (Stack stack =
                Systems.withStripe()
                        .billingEnv("TOLLGATE_RECONCILE_EVERY", "0S")
                        // Calls are counted: none is made twice because the machine stalls.
                        .billingEnv("TOLLGATE_STRIPE_READ_TIMEOUT", "30S")
                        .billingEnv("TOLLGATE_DISPATCH_FETCH_DEADLINE", "30S")
                        .billingEnv("TOLLGATE_DISPATCH_LEASE", "60S")
                        .billingEnv("TOLLGATE_DISPATCH_LEASE_LEFT_TO_FORWARD", "15S")
                        .start()) {
            StandInClient standIn = StandInClient.of(stack);
            Agreement agreement = new Agreement(stack);
            Shop shop = new Shop(stack, random).signUp(lanes);
            agreement.settle();
            underLoad(stack, shop, agreement, perLane);
            stack.core().kill();
            for (int round = 0; round < perLane; round++) {
                shop.touchAll();
            }
            agreement.delivered();
            standIn.resetCalls();
            pass(Duration.ofSeconds(Soak.seconds(8, 3_600)));
            int whileAway = fetches(standIn);
            standIn.resetCalls();
            stack.core().start();
            long began = System.nanoTime();

            agreement.settle();

            Duration took = Duration.ofNanos(System.nanoTime() - began);
            int after = fetches(standIn);
            System.out.printf(
                    "core away: %d events of %d lanes waited; Stripe calls meanwhile %d,"
                            + " afterwards %d; converged after %.1f s%n",
                    lanes * perLane, lanes, whileAway, after, took.toMillis() / 1e3);
            agreement.holds();
            agreement.nothingAcknowledgedIsLost(shop);
            assertThat(whileAway).as("calls while core was away").isZero();
            assertThat(after).isBetween(lanes, lanes + lanes / 4);
        }
    }

    /** Prints how many fetches an update costs while events come in as fast as they can. */
    private static void underLoad(Stack stack, Shop shop, Agreement agreement, int rounds)
            throws Exception {
        String updates = "tollgate_subscription_updates_total";
        StandInClient standIn = StandInClient.of(stack);
        standIn.resetCalls();
        long before = Metrics.count(stack.core(), updates);
        for (int round = 0; round < rounds; round++) {
            shop.touchAll();
        }
        agreement.settle();
        long told = Metrics.count(stack.core(), updates) - before;
        int fetches = fetches(standIn);
        System.out.printf(
                "under load: %d events led to %d fetches and %d updates, %.2f each%n",
                rounds * shop.subscriptions().size(), fetches, told, (double) fetches / told);
        assertThat(told).isPositive();
        assertThat((long) fetches).isLessThanOrEqualTo(told);
    }

    private static int fetches(StandInClient standIn) throws Exception {
        int fetches = 0;
        for (var call : standIn.calls().path("by").properties()) {
            JsonNode count = call.getValue();
            fetches += call.getKey().startsWith("GET /v1/subscriptions/") ? count.asInt() : 0;
        }
        return fetches;
    }

    /** Lets time pass: the outage itself is what is tested. */
    private static void pass(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
