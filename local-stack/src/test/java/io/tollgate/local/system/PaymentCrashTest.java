package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of either service at random while users pay, with Stripe failing besides: what
 * was paid at Stripe ends as a paid order, no order is paid twice, and nothing is left open beside.
 */
class PaymentCrashTest {

    /** At the moment of a kill. */
    private static final int PAYERS = 5;

    /** Orders, with every intent whose secret was given out for them. */
    private final Map<Long, Set<String>> shown = new ConcurrentHashMap<>();

    private final Map<Long, String> users = new ConcurrentHashMap<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicInteger names = new AtomicInteger();

    @Test
    void whatever_is_killed_what_was_paid_is_paid_and_paid_once() throws Exception {
        Random random = new Random(Soak.seed("payment crash"));
        try (Stack stack =
                Systems.withStripe()
                        .billingEnv("TOLLGATE_PAYMENT_CLEAR_UP_EVERY", "300MS")
                        .billingEnv("TOLLGATE_PAYMENT_ORPHANS_EVERY", "500MS")
                        .billingEnv("TOLLGATE_PAYMENT_DEADLINE", "5S")
                        .start()) {
            Till till = new Till(stack);
            PaymentTruth truth = new PaymentTruth(stack, till);
            StandInClient standIn = StandInClient.of(stack);
            standIn.faults(
                    Map.of(
                            "seed", random.nextInt(1 << 30),
                            "duplicate", 0.1,
                            "reorder", 0.2,
                            "api_500", 0.05,
                            "api_reset", 0.05,
                            "api_lost_reply", 0.1));

            payWhileKilling(stack, till, truth, random);

            standIn.clearFaults();
            new Agreement(stack).settle();
            for (Map.Entry<Long, String> each : users.entrySet()) {
                truth.holds(each.getKey(), shown.getOrDefault(each.getKey(), Set.of()));
                paysIfNotPaid(till, truth, each.getKey(), each.getValue());
                truth.endsPaid(each.getKey());
            }
            System.out.printf(
                    "payment crash: %d orders, %d calls lost%n", users.size(), lost.size());
            assertThat(users).isNotEmpty();
            new PaymentAgreement(stack).comesToHold();
        }
    }

    private static void paysIfNotPaid(Till till, PaymentTruth truth, long order, String user)
            throws IOException {
        Told told = till.patientIntent(user, order);
        if (!told.problem().equals("400 payment_already_processed")) {
            assertThat(told.status()).as("order %d: %s", order, told).isEqualTo(200);
            assertThat(truth.pay(told.secret())).isTrue();
        }
    }

    private void payWhileKilling(Stack stack, Till till, PaymentTruth truth, Random random) {
        for (int kill = 0; kill < Soak.count(30, 300); kill++) {
            List<CompletableFuture<Boolean>> payers = new ArrayList<>();
            for (int i = 0; i < PAYERS; i++) {
                payers.add(InBackground.run(() -> checkout(till, truth)));
            }
            pass(random.nextInt(250));
            Service victim = random.nextBoolean() ? stack.core() : stack.billing(0);
            victim.kill();
            victim.start();
            payers.forEach(CompletableFuture::join);
        }
    }

    /** One user orders, asks a few times and pays what he first gets; any call may be lost. */
    private boolean checkout(Till till, PaymentTruth truth) throws IOException {
        String user = "crash_" + names.incrementAndGet();
        long order;
        try {
            order = till.order(user);
        } catch (IOException e) {
            lost.add("order");
            return false;
        }
        users.put(order, user);
        for (int i = 0; i < 3; i++) {
            try {
                Told told = till.intent(user, order);
                if (told.isSuccess()) {
                    shown.computeIfAbsent(order, any -> new HashSet<>()).add(told.intent());
                    truth.pay(told.secret());
                }
                truth.holds(order, shown.getOrDefault(order, Set.of()));
            } catch (IOException e) {
                lost.add("intent");
            }
        }
        return true;
    }

    /** Lets time pass: the moment of the kill is what is random, no state is waited for. */
    private static void pass(long millis) {
        new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
    }
}
