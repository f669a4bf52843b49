package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.Answer;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Stripe, a frontend and a product's backend do at the same time through a balancer, until
 * they are told to end. Nobody tries anything twice.
 */
final class RollingLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CUSTOMERS = 20;
    private static final int PAUSE_MILLIS = 40;
    private static final long BYTES = 1000;
    private static final String CONSUMER = "rolling_consumer";

    private final Stack stack;
    private final Balancer balancer;
    private final Shop shop;
    private final Till till;
    private final PaymentTruth payments;
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger changed = new AtomicInteger();
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Integer>> workers = new ArrayList<>();

    RollingLoad(Stack stack, Balancer balancer) throws Exception {
        this.stack = stack;
        this.balancer = balancer;
        this.shop = new Shop(stack, new Random(Soak.seed("rolling"))).signUp(CUSTOMERS);
        this.till = new Till(stack, balancer.core(), any -> balancer.billing());
        this.payments = new PaymentTruth(stack, till);
        workers.add(inALoop(this::change));
        workers.add(inALoop(this::pay));
        workers.add(inALoop(this::take));
    }

    private interface Turn {
        void run() throws Exception;
    }

    private CompletableFuture<Integer> inALoop(Turn turn) {
        return InBackground.run(
                () -> {
                    int turns = 0;
                    while (!ends.get()) {
                        turn.run();
                        turns++;
                        pause();
                    }
                    return turns;
                });
    }

    /** A load, not a flood: the processes share two cores with what starts beside them. */
    private static void pause() {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Changes subscriptions at Stripe, whose webhooks come through the balancer. */
    private void change() throws IOException {
        shop.live(1);
        changed.incrementAndGet();
    }

    private void pay() {
        String user = "rolling_" + orders.size();
        try {
            long order = till.order(user);
            Told intent = till.intent(user, order);
            if (intent.isSuccess()) {
                payments.pay(intent.secret());
                orders.add(order);
            } else {
                failures.add("intent " + intent);
            }
        } catch (IOException | AssertionError e) {
            failures.add("pay " + e);
        }
    }

    private void take() {
        try {
            Answer answer =
                    CoreClient.at(balancer.core(), stack)
                            .take(
                                    "consume",
                                    "rolling-" + taken.get(),
                                    Map.of(
                                            "user_id",
                                            CONSUMER,
                                            "items",
                                            List.of(
                                                    Map.of(
                                                            "resource",
                                                            "storage_bytes",
                                                            "amount",
                                                            BYTES))));
            if (answer.status() == 200) {
                taken.incrementAndGet();
            } else {
                failures.add("take " + answer.status());
            }
        } catch (IOException e) {
            failures.add("take " + e);
        }
    }

    /** Waits until each of them has done something more. */
    void hasWorked() {
        int takes = taken.get() + 20;
        int changes = changed.get() + 5;
        int paid = orders.size() + 2;
        Await.until(
                PATIENCE,
                () ->
                        !failures.isEmpty()
                                || workers.stream().anyMatch(CompletableFuture::isDone)
                                || (taken.get() >= takes
                                        && changed.get() >= changes
                                        && orders.size() >= paid));
        assertThat(failures).isEmpty();
    }

    void end() {
        ends.set(true);
        workers.forEach(CompletableFuture::join);
    }

    /**
     * Asserts that no call failed, that every delivery was taken, and that nothing counts twice.
     */
    void allWasAnswered() throws IOException {
        assertThat(failures).isEmpty();
        StandInClient standIn = StandInClient.of(stack);
        assertThat(Await.until(PATIENCE, () -> owed(standIn) == 0)).isTrue();
        JsonNode deliveries = standIn.deliveries();
        System.out.printf(
                "rolling: %d changes, %d deliveries, %d orders paid, %d takes%n",
                changed.get(), deliveries.path("delivered").asInt(), orders.size(), taken.get());
        assertThat(deliveries.path("attempts").asInt())
                .as(deliveries.toString())
                .isEqualTo(deliveries.path("delivered").asInt());
        for (long order : orders) {
            payments.endsPaid(order);
        }
        JsonNode usage = CoreClient.of(stack).quota(CONSUMER).body();
        assertThat(usage.findValue("storage_bytes")).as(usage.toString()).isNotNull();
        assertThat(usage.findValue("storage_bytes").path("used").asLong())
                .as(usage.toString())
                .isEqualTo(BYTES * taken.get());
    }

    private static int owed(StandInClient standIn) {
        try {
            return standIn.pendingDeliveries();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ends.set(true);
        workers.forEach(worker -> worker.exceptionally(e -> 0).join());
    }
}
