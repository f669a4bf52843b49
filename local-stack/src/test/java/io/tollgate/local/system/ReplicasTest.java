package io.tollgate.local.system;

import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.StripeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, short leases, and processes that freeze at random. */
class ReplicasTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void replicas_that_stall_past_their_leases_leave_every_lane_right() throws Exception {
        Random random = new Random(Soak.seed("replicas"));
        try (Stack stack =
                Stack.builder()
                        .billingReplicas(2)
                        .billingEnv("TOLLGATE_DISPATCH_LEASE", "1S")
                        .billingEnv("TOLLGATE_DISPATCH_LEASE_LEFT_TO_FORWARD", "300MS")
                        .billingEnv("TOLLGATE_DISPATCH_POLL", "100MS")
                        .start()) {
            List<Life> lives = Life.many(Soak.count(250, 1000), random);
            List<StripeEvent> events =
                    new ArrayList<>(lives.stream().flatMap(l -> l.events().stream()).toList());
            Collections.shuffle(events, random);
            Burst burst = new Burst(stack, 2, events);
            CompletableFuture<Burst> stalls =
                    InBackground.run(() -> stallAtRandom(stack, burst, random));

            burst.deliver();

            stalls.join();
            Truth truth = new Truth(stack);
            truth.allForwarded(events.stream().map(StripeEvent::id).toList(), PATIENCE);
            truth.coreHolds(lives);
        }
    }

    /** Freezes one replica after the other for longer than a lease, never both. */
    private static Burst stallAtRandom(Stack stack, Burst burst, Random random) {
        for (int stall = 0; stall < Soak.count(5, 25); stall++) {
            Service replica = stack.billing(random.nextInt(2));
            pass(Duration.ofMillis(100 + random.nextInt(400)));
            replica.pause();
            pass(Duration.ofMillis(1200 + random.nextInt(1000)));
            replica.resume();
        }
        System.out.println("answers under stalls " + burst.answers());
        return burst;
    }

    /** Lets time pass: the stalls are what is tested, not a state that is waited for. */
    private static void pass(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
