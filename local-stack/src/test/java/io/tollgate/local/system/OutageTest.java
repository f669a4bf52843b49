package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.StripeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Orders, outages and deaths: after each, core holds what the model says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stack stack = Systems.impatient().build();
    private final Truth truth = new Truth(stack);

    @BeforeAll
    void start() {
        stack.start();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private static List<StripeEvent> shuffled(List<Life> lives, Random random, int copies) {
        List<StripeEvent> events =
                new ArrayList<>(lives.stream().flatMap(life -> life.events().stream()).toList());
        for (int i = 0; i < copies; i++) {
            events.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(events, random);
        return events;
    }

    private static List<String> ids(List<StripeEvent> events) {
        return events.stream().map(StripeEvent::id).distinct().toList();
    }

    @Test
    void two_hundred_lives_in_any_order_with_repeats_end_as_they_should() throws Exception {
        Random random = new Random(Soak.seed("orders"));
        List<Life> lives = Life.many(200, random);
        List<StripeEvent> events = shuffled(lives, random, 300);

        new Burst(stack, 1, events).deliver();

        truth.allForwarded(ids(events), PATIENCE);
        truth.coreHolds(lives);
    }

    @Test
    void with_core_away_everything_is_taken_and_arrives_once_core_is_back() throws Exception {
        Random random = new Random(Soak.seed("core away"));
        List<Life> usual = Life.many(100, random);
        Burst before = new Burst(stack, 1, shuffled(usual, random, 0)).deliver();
        truth.allForwarded(List.of(), PATIENCE);
        List<Life> lives = Life.many(250, random);
        List<StripeEvent> events = shuffled(lives, random, 0);
        stack.core().stop();
        CompletableFuture<Void> minute =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, Soak.count(10, 60), TimeUnit.SECONDS);

        Burst burst = new Burst(stack, 1, events).deliver();

        System.out.printf(
                "answers with core away %s, median %d us; with core there %d us%n",
                burst.answers(), burst.median().toNanos() / 1000, before.median().toNanos() / 1000);
        assertThat(events).hasSize(2000);
        assertThat(burst.answers()).containsOnlyKeys(200);
        minute.join();
        stack.core().start();
        truth.allForwarded(ids(events), PATIENCE);
        truth.coreHolds(lives);
    }

    @Test
    void a_replica_that_starts_while_the_database_is_away_waits_for_it() throws Exception {
        List<Life> lives = Life.many(3, new Random(Soak.seed("database away")));
        List<StripeEvent> events = lives.stream().flatMap(l -> l.events().stream()).toList();
        Service billing = stack.billing(0);
        billing.stop();
        stack.killPostgres();
        long logged = Files.size(billing.log());
        billing.launch();
        assertThat(Await.until(PATIENCE, () -> hasRetried(billing, logged))).isTrue();

        stack.restartPostgres();

        billing.awaitReady();
        new Burst(stack, 1, events).deliver();
        truth.allForwarded(ids(events), PATIENCE);
        truth.coreHolds(lives);
    }

    private static boolean hasRetried(Service service, long from) {
        try {
            byte[] log = Files.readAllBytes(service.log());
            return new String(log, (int) from, log.length - (int) from, StandardCharsets.UTF_8)
                    .contains("Retrying in");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void killed_in_the_middle_of_a_burst_billing_loses_nothing_it_has_answered() throws Exception {
        Random random = new Random(Soak.seed("kill"));
        for (int kill = 0; kill < Soak.count(3, 20); kill++) {
            List<Life> lives = Life.many(120, random);
            List<StripeEvent> events = shuffled(lives, random, 50);
            Burst burst = new Burst(stack, 1, events);
            CompletableFuture<Burst> running = InBackground.run(burst::deliver);
            int killAt = 100 + random.nextInt(600);
            while (burst.delivered() < killAt && !running.isDone()) {
                LockSupport.parkNanos(1_000_000);
            }
            stack.billing(0).kill();

            stack.billing(0).start();

            running.join();
            truth.allForwarded(ids(events), PATIENCE);
            truth.coreHolds(lives);
        }
    }
}
