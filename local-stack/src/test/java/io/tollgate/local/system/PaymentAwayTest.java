package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody wants to pay while Stripe or core is away, and after it: told so, and never twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STRIPE_AWAY = "503 stripe_unavailable with Retry-After";
    private static final String CREATE = "POST /v1/payment_intents";

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private PaymentTruth truth;
    private final AtomicLong users = new AtomicLong();

    @BeforeAll
    void start() {
        stack =
                Systems.withStripe()
                        .billingEnv("TOLLGATE_PAYMENT_CLEAR_UP_EVERY", "1H")
                        .billingEnv("TOLLGATE_PAYMENT_DEADLINE", "9S")
                        .billingEnv("TOLLGATE_STRIPE_READ_TIMEOUT", "3S")
                        .start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        truth = new PaymentTruth(stack, till);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @AfterEach
    void noFaults() throws IOException {
        standIn.clearFaults();
    }

    /** A user who has a customer already: only the intent is left to be made. */
    private String knownUser() throws IOException {
        String user = "known_" + users.incrementAndGet();
        till.openIntent(user, till.order(user));
        return user;
    }

    /** How calls to make an intent were answered, such as {@code 200} or {@code reset}. */
    private Map<String, Long> creations() throws IOException {
        JsonNode by = standIn.calls().path("by");
        return Stream.of("200", "409", "429", "500", "reset", "timeout")
                .filter(how -> by.has(CREATE + " " + how))
                .collect(Collectors.toMap(how -> how, how -> by.path(CREATE + " " + how).asLong()));
    }

    @Test
    void a_stripe_that_throttles_fails_or_hangs_is_a_503_and_the_next_call_is_right()
            throws Exception {
        for (Map<String, Object> fault :
                List.<Map<String, Object>>of(
                        Map.of("api_429", 1.0),
                        Map.of("api_500", 1.0),
                        Map.of("api_reset", 1.0),
                        Map.of("api_timeout", 1.0, "api_timeout_ms", 4500))) {
            for (String user : List.of(knownUser(), "new_" + users.incrementAndGet())) {
                long order = till.order(user);
                standIn.faults(fault);
                assertThat(till.intent(user, order).problem())
                        .as("%s", fault)
                        .isEqualTo(STRIPE_AWAY);
                standIn.clearFaults();

                Told told = till.patientIntent(user, order);

                assertThat(told.status()).as("%s %s", fault, told).isEqualTo(200);
                truth.pay(told.secret());
                truth.endsPaid(order);
            }
        }
    }

    @Test
    void a_connection_that_breaks_is_tried_once_more_under_the_same_key() throws Exception {
        String user = knownUser();
        long order = till.order(user);
        standIn.resetCalls();
        standIn.faults(Map.of("api_reset", 1.0));

        assertThat(till.intent(user, order).problem()).isEqualTo(STRIPE_AWAY);

        // The JDK's own client may send each of the two twice, under the same key as well.
        assertThat(creations()).containsOnlyKeys("reset");
        assertThat(count("reset")).isBetween(2L, 4L);
    }

    @Test
    void an_intent_whose_answer_was_lost_is_got_again_by_its_key() throws Exception {
        String user = knownUser();
        long order = till.order(user);
        standIn.resetCalls();
        standIn.faults(Map.of("api_lost_reply", 1.0));

        // The second answer is a kept one, which is not lost; but it is old, and reading it anew
        // is.
        assertThat(till.intent(user, order).problem()).isEqualTo(STRIPE_AWAY);
        standIn.clearFaults();

        Told told = till.intent(user, order);

        assertThat(told.status()).isEqualTo(200);
        assertThat(creations()).isEqualTo(Map.of("reset", 1L, "200", 1L));
        assertThat(truth.intents(order)).hasSize(1);
    }

    @Test
    void a_key_in_use_is_waited_for() throws Exception {
        String user = knownUser();
        long order = till.order(user);
        standIn.resetCalls();
        // The first call hangs and holds its key; its repeat meets it.
        standIn.faults(Map.of("api_timeout", 1.0, "api_timeout_ms", 6000));
        CompletableFuture<Told> told = till.asksForIntent(0, user, order);
        assertThat(Await.until(PATIENCE, () -> count("409") > 0)).isTrue();
        standIn.clearFaults();

        assertThat(told.join().status()).isEqualTo(200);

        assertThat(truth.intents(order)).hasSize(1);
    }

    private long count(String how) {
        try {
            return creations().getOrDefault(how, 0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_failure_that_stripe_has_kept_ends_the_attempt_and_the_next_one_is_paid()
            throws Exception {
        String user = knownUser();
        long order = till.order(user);
        standIn.faults(Map.of("api_500", 1.0));
        assertThat(till.intent(user, order).problem()).isEqualTo(STRIPE_AWAY);
        assertThat(till.intent(user, order).problem()).isEqualTo(STRIPE_AWAY);
        standIn.clearFaults();

        Told told = till.intent(user, order);

        assertThat(told.status()).isEqualTo(200);
        truth.pay(told.secret());
        truth.endsPaid(order);
    }

    @Test
    void a_refund_that_failed_at_stripe_can_be_made_under_the_same_key_and_once_only()
            throws Exception {
        String user = knownUser();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        truth.pay(told.secret());
        till.awaits(order, "paid");
        standIn.faults(Map.of("api_500", 1.0));
        assertThat(till.refund(told.intent(), "once", 300).problem()).isEqualTo(STRIPE_AWAY);
        standIn.clearFaults();
        assertThat(till.refund(told.intent(), "other", 200).status()).isEqualTo(200);
        Told made = till.patientRefund(told.intent(), "once", 300);

        Told again = till.refund(told.intent(), "once", 300);

        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        assertThat(again.body().path("refund_id")).isEqualTo(made.body().path("refund_id"));
        till.awaits(order, "partially_refunded refunded 500");
    }

    @Test
    void without_core_nothing_is_begun_and_with_it_all_goes_on() throws Exception {
        String user = knownUser();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        Service core = stack.core();
        core.stop();
        try {
            standIn.resetCalls();
            assertThat(till.intent(user, order).problem())
                    .isEqualTo("503 core_unavailable with Retry-After");
            assertThat(standIn.calls().path("total").asLong()).isZero();
            truth.pay(told.secret());
        } finally {
            core.start();
        }

        truth.endsPaid(order);
    }
}
