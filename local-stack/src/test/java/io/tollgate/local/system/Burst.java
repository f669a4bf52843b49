package io.tollgate.local.system;

import io.tollgate.local.client.BillingClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.StripeEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers events as Stripe does: several at a time, over all replicas, each again until it is
 * answered 2xx.
 */
final class Burst {

    /** Stripe delivers in parallel; more would only measure the two cores of a small machine. */
    private static final int AT_ONCE = 8;

    /** An event that is not taken within this time ends the test. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<BillingClient> replicas;
    private final Queue<StripeEvent> waiting;
    private final AtomicInteger delivered = new AtomicInteger();
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());

    Burst(Stack stack, int replicas, List<StripeEvent> events) {
        this.replicas = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            this.replicas.add(BillingClient.of(stack, i));
        }
        this.waiting = new ConcurrentLinkedQueue<>(events);
    }

    /** Delivers everything; returns when all has been answered 2xx. */
    Burst deliver() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                senders.add(pool.submit(this::sendAll));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
        return this;
    }

    /** How many have been answered 2xx so far. */
    int delivered() {
        return delivered.get();
    }

    /** How often each status was answered; 0 stands for no answer. */
    Map<Integer, Integer> answers() {
        return Map.copyOf(answers);
    }

    /** Median time to an answer. */
    Duration median() {
        List<Long> sorted = micros.stream().sorted().toList();
        return Duration.ofNanos(1000 * sorted.get(sorted.size() / 2));
    }

    private void sendAll() {
        for (StripeEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            StripeEvent sent = event;
            if (!Await.until(PATIENCE, Duration.ofMillis(100), () -> taken(sent))) {
                throw new AssertionError("never taken: " + sent.id());
            }
            delivered.incrementAndGet();
        }
    }

    private boolean taken(StripeEvent event) {
        long started = System.nanoTime();
        int status = 0;
        try {
            int replica = Math.floorMod(event.id().hashCode() + answers.size(), replicas.size());
            status = replicas.get(replica).post(event).status();
            micros.add((System.nanoTime() - started) / 1000);
        } catch (IOException e) {
            // No answer: Stripe would try again too.
        }
        answers.merge(status, 1, Integer::sum);
        return status >= 200 && status < 300;
    }
}
