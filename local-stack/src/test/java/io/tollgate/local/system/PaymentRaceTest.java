package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two hundred clicks on one button, through two replicas that know nothing of each other, while
 * Stripe fails and its answers get lost: one order, one payment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentRaceTest {

    private static final int CLICKS = 200;

    private static final Set<String> BEFORE_PAID =
            Set.of(
                    "200",
                    "503 stripe_unavailable with Retry-After",
                    "503 core_unavailable with Retry-After");

    private static final String PAID = "400 payment_already_processed";

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private PaymentTruth truth;

    @BeforeAll
    void start() {
        stack =
                Systems.withStripe()
                        .billingReplicas(2)
                        .billingEnv("TOLLGATE_PAYMENT_CLEAR_UP_EVERY", "300MS")
                        .billingEnv("TOLLGATE_PAYMENT_ORPHANS_EVERY", "500MS")
                        .start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        truth = new PaymentTruth(stack, till);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void however_often_and_wherever_it_is_clicked_one_intent_is_open_and_one_is_paid()
            throws Exception {
        Random random = new Random(Soak.seed("payment race"));
        Map<String, Integer> answers = new TreeMap<>();
        int intents = 0;
        for (int round = 0; round < Soak.count(5, 100); round++) {
            String user = "racer_" + round;
            long order = till.order(user);
            fail(random);
            List<Told> told = clicks(user, order, random.nextBoolean());
            told.forEach(each -> answers.merge(each.toString(), 1, Integer::sum));
            Set<String> shown =
                    told.stream()
                            .filter(Told::isSuccess)
                            .map(Told::intent)
                            .collect(Collectors.toSet());
            truth.holds(order, shown);
            standIn.clearFaults();
            payWhatIsOpen(user, order, shown);
            truth.holds(order, shown);
            truth.endsPaid(order);
            intents += truth.intents(order).size();
        }
        System.out.printf("payment race: answers %s, %d intents%n", answers, intents);
    }

    private void fail(Random random) throws IOException {
        standIn.faults(
                Map.of(
                        "seed", random.nextInt(1 << 30),
                        "api_lost_reply", random.nextInt(3) * 0.2,
                        "api_500", random.nextInt(3) * 0.2,
                        "api_reset", random.nextInt(3) * 0.2));
    }

    /** All at once; the first that gets a secret may pay while the others still ask. */
    private List<Told> clicks(String user, long order, boolean paysAtOnce) throws Exception {
        List<CompletableFuture<Told>> asked = new ArrayList<>();
        for (int i = 0; i < CLICKS; i++) {
            asked.add(till.asksForIntent(i % 2, user, order));
        }
        if (paysAtOnce) {
            Told first = asked.getFirst().join();
            if (first.isSuccess()) {
                truth.pay(first.secret());
            }
        }
        List<Told> told = asked.stream().map(CompletableFuture::join).toList();
        assertThat(told)
                .extracting(Told::toString)
                .allMatch(each -> BEFORE_PAID.contains(each) || (paysAtOnce && each.equals(PAID)));
        return told;
    }

    private void payWhatIsOpen(String user, long order, Set<String> shown) throws IOException {
        Told last = till.patientIntent(user, order);
        if (last.problem().equals(PAID)) {
            return;
        }
        assertThat(last.status()).as(last.toString()).isEqualTo(200);
        shown.add(last.intent());
        truth.holds(order, shown);
        assertThat(truth.pay(last.secret())).isTrue();
    }
}
