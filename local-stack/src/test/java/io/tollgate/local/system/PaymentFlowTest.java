package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An order is paid, or is not, in each of the ways a payment can go; Stripe is well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentFlowTest {

    private static final String VISA = "pm_card_visa";
    private static final String DEBIT = "pm_usBankAccount_success";

    /** 19.00 USD, as the catalogue has it. */
    private static final long PRICE = 1900;

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private StandInPayments payments;
    private StripeApiClient stripe;
    private final AtomicLong users = new AtomicLong();

    @BeforeAll
    void start() {
        stack = Systems.withStripe().billingEnv("TOLLGATE_PAYMENT_CLEAR_UP_EVERY", "300MS").start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        payments = standIn.payments();
        stripe = StripeApiClient.of(stack);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @AfterEach
    void nothingLeaks() throws IOException {
        standIn.clearFaults();
    }

    private String user() {
        return "payer_" + users.incrementAndGet();
    }

    /** A paid order of a user of its own. */
    private record Paid(long order, String intent) {}

    private Paid paid() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        assertThat(payments.pay(told.secret(), VISA).status()).isEqualTo(200);
        till.awaits(order, "paid");
        return new Paid(order, told.intent());
    }

    @Test
    void an_order_is_paid_only_by_the_word_of_stripe() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        assertThat(till.words(order)).isEqualTo("awaiting_payment");
        assertThat(told.body().path("amount").asLong()).isEqualTo(PRICE);
        assertThat(told.body().path("currency").asText()).isEqualTo("usd");

        payments.pay(told.secret(), VISA);

        till.awaits(order, "paid");
        assertThat(till.seen(order).path("amount_received").asLong()).isEqualTo(PRICE);
        assertThat(till.intent(user, order).problem()).isEqualTo("400 payment_already_processed");
    }

    @Test
    void asking_again_gets_the_same_intent_also_after_a_decline() throws IOException {
        String user = user();
        long order = till.order(user);
        Told first = till.openIntent(user, order);

        assertThat(payments.pay(first.secret(), "pm_card_chargeDeclined").status()).isEqualTo(402);
        Told again = till.openIntent(user, order);

        assertThat(again.intent()).isEqualTo(first.intent());
        till.awaitsPayment(first.intent(), "requires_payment_method");
        payments.pay(again.secret(), VISA);
        till.awaits(order, "paid");
    }

    @Test
    void a_card_whose_owner_is_asked_pays_once_he_has_agreed() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        payments.pay(told.secret(), "pm_card_authenticationRequired");
        till.awaitsPayment(told.intent(), "requires_action");
        assertThat(till.openIntent(user, order).intent()).isEqualTo(told.intent());

        payments.authenticate(told.intent());

        till.awaits(order, "paid");
    }

    @Test
    void while_a_debit_is_on_its_way_no_second_intent_is_given_out() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        payments.pay(told.secret(), DEBIT);

        assertThat(till.intent(user, order).problem()).isEqualTo("409 payment_in_progress");

        till.awaitsPayment(told.intent(), "processing");
        assertThat(till.intent(user, order).problem()).isEqualTo("409 payment_in_progress");
        payments.settle(told.intent());
        till.awaits(order, "paid");
    }

    @Test
    void a_debit_that_comes_back_leaves_the_same_intent_to_pay() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        payments.pay(told.secret(), DEBIT);

        payments.fail(told.intent());

        assertThat(till.openIntent(user, order).intent()).isEqualTo(told.intent());
        payments.pay(told.secret(), VISA);
        till.awaits(order, "paid");
    }

    @Test
    void an_intent_cancelled_at_stripe_makes_room_for_the_next() throws IOException {
        String user = user();
        long order = till.order(user);
        Told first = till.openIntent(user, order);
        cancelAtStripe(first.intent());

        Told second = till.openIntent(user, order);

        assertThat(second.intent()).isNotEqualTo(first.intent());
        payments.pay(second.secret(), VISA);
        till.awaits(order, "paid");
    }

    private void cancelAtStripe(String intent) throws IOException {
        String path = "/v1/payment_intents/" + intent + "/cancel";
        assertThat(stripe.post(path, Map.of()).status()).isEqualTo(200);
    }

    private void changeAtStripe(String intent, Map<String, String> fields) throws IOException {
        assertThat(stripe.post("/v1/payment_intents/" + intent, fields).status()).isEqualTo(200);
    }

    @Test
    void an_intent_whose_amount_was_changed_at_stripe_is_cancelled_and_replaced()
            throws IOException {
        String user = user();
        long order = till.order(user);
        Told first = till.openIntent(user, order);
        changeAtStripe(first.intent(), Map.of("amount", "500"));

        Told second = till.openIntent(user, order);

        assertThat(second.intent()).isNotEqualTo(first.intent());
        assertThat(second.body().path("amount").asLong()).isEqualTo(PRICE);
        assertThat(payments.truth(first.intent()).path("status").asText()).isEqualTo("canceled");
    }

    @Test
    void an_amount_changed_at_stripe_and_paid_is_reviewed_and_does_not_pay() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        changeAtStripe(told.intent(), Map.of("amount", "500"));

        payments.pay(told.secret(), VISA);

        till.awaits(order, "awaiting_payment amount_differs");
        assertThat(till.intent(user, order).problem()).isEqualTo("409 order_under_review");
        assertThat(till.refund(told.intent(), "misfit", 0).status()).isEqualTo(200);
        till.awaits(order, "awaiting_payment");
        Told next = till.openIntent(user, order);
        payments.pay(next.secret(), VISA);
        till.awaits(order, "paid");
    }

    @Test
    void a_refund_of_300_and_one_of_400_and_the_second_fails_again() throws IOException {
        Paid paid = paid();
        assertThat(till.refund(paid.intent(), "first", 300).status()).isEqualTo(200);
        till.awaits(paid.order(), "partially_refunded refunded 300");
        Told second = till.refund(paid.intent(), "second", 400);
        till.awaits(paid.order(), "partially_refunded refunded 700");
        assertThat(till.refund(paid.intent(), "second", 400).body()).isEqualTo(second.body());

        payments.failRefund(second.body().path("refund_id").asText());

        till.awaits(paid.order(), "partially_refunded refunded 300");
    }

    @Test
    void all_of_it_goes_back_and_no_more_than_that() throws IOException {
        Paid paid = paid();

        Told all = till.refund(paid.intent(), "all", 0);

        assertThat(all.body().path("amount").asLong()).isEqualTo(PRICE);
        till.awaits(paid.order(), "refunded refunded 1900");
        assertThat(till.refund(paid.intent(), "more", 100).problem())
                .isEqualTo("409 refund_refused");
        assertThat(till.refund(paid.intent(), "all", 100).problem())
                .isEqualTo("409 idempotency_conflict");
        assertThat(till.refund("pi_unknown", "all", 0).problem()).isEqualTo("404 not_found");
    }

    @Test
    void a_refund_asked_for_otherwise_under_the_same_key_is_a_conflict() throws IOException {
        Paid paid = paid();
        Map<String, Object> some = Map.of("amount", 300, "reason", "duplicate");
        Map<String, Object> rest = Map.of();
        Told made = till.refund(paid.intent(), "some", some);
        assertThat(made.status()).isEqualTo(200);
        assertThat(till.refund(paid.intent(), "rest", rest).status()).isEqualTo(200);

        for (Map<String, Object> other :
                List.<Map<String, Object>>of(
                        rest,
                        Map.of("amount", 300),
                        Map.of("amount", 300, "reason", "fraudulent"))) {
            assertThat(till.refund(paid.intent(), "some", other).problem())
                    .isEqualTo("409 idempotency_conflict");
        }
        assertThat(till.refund(paid.intent(), "rest", PRICE - 300).problem())
                .isEqualTo("409 idempotency_conflict");
        assertThat(till.refund(paid.intent(), "some", some).body()).isEqualTo(made.body());
    }

    @Test
    void a_refund_that_failed_after_a_full_one_makes_the_order_paid_again() throws IOException {
        Paid paid = paid();
        Told all = till.refund(paid.intent(), "all", 0);
        till.awaits(paid.order(), "refunded refunded 1900");

        payments.failRefund(all.body().path("refund_id").asText());

        till.awaits(paid.order(), "paid");
    }

    @Test
    void a_dispute_marks_the_order_until_it_is_won_and_a_second_one_again() throws IOException {
        Paid paid = paid();
        JsonNode first = payments.dispute(paid.intent());
        till.awaits(paid.order(), "paid disputed");
        payments.winDispute(first.path("id").asText());
        till.awaits(paid.order(), "paid");
        JsonNode second = payments.dispute(Map.of("payment_intent", paid.intent(), "amount", 500));
        till.awaits(paid.order(), "paid disputed");

        payments.loseDispute(second.path("id").asText());

        till.awaitsDispute(paid.intent(), second.path("id").asText(), "lost");
        assertThat(till.words(paid.order())).isEqualTo("paid disputed");
    }

    @Test
    void an_order_with_an_open_intent_is_cancelled_once_the_intent_is() throws IOException {
        String user = user();
        long order = till.order(user);
        Told told = till.openIntent(user, order);

        Told cancel = till.cancel(order);

        assertThat(cancel.status()).isEqualTo(202);
        assertThat(till.intent(user, order).problem()).isEqualTo("400 order_not_pending");
        till.awaits(order, "canceled");
        assertThat(payments.truth(told.intent()).path("status").asText()).isEqualTo("canceled");
        assertThat(till.cancel(order).status()).isEqualTo(200);
        assertThat(till.intent(user, order).problem()).isEqualTo("400 order_not_pending");
    }

    @Test
    void a_paid_order_that_is_to_be_cancelled_is_reviewed_until_it_is_refunded()
            throws IOException {
        Paid paid = paid();

        assertThat(till.cancel(paid.order()).problem()).isEqualTo("409 order_under_review");

        assertThat(till.words(paid.order())).isEqualTo("paid cancel_requested");
        till.refund(paid.intent(), "taken back", 0);
        till.awaits(paid.order(), "refunded refunded 1900");
        assertThat(till.cancel(paid.order()).problem()).isEqualTo("400 order_not_pending");
    }

    @Test
    void nobody_pays_or_sees_an_order_of_somebody_else_or_one_that_is_not_there()
            throws IOException {
        long order = till.order(user());

        assertThat(till.intent(user(), order).problem()).isEqualTo("403 order_forbidden");
        assertThat(till.intent(user(), 987_654_321).problem()).isEqualTo("404 order_not_found");
        assertThat(till.intent(user(), -1).problem()).isEqualTo("400 invalid_request");
        assertThat(till.words(order)).isEqualTo("pending");
    }

    @Test
    void amounts_go_to_stripe_in_its_own_minor_units() throws IOException {
        assertThat(asked("usd")).isEqualTo("1900 usd, 19.00");
        assertThat(asked("jpy")).isEqualTo("2900 jpy, 2900");
        assertThat(asked(5120, "kwd")).isEqualTo("5120 kwd, 5.120");
        assertThat(asked(50_000, "isk")).isEqualTo("50000 isk, 500.00");
        assertThat(asked(500_000, "ugx")).isEqualTo("500000 ugx, 5000.00");
        assertThat(asked(50_050, "huf")).isEqualTo("50050 huf, 500.50");
    }

    private String asked(String currency) throws IOException {
        String user = user();
        return asked(user, till.order(user, currency));
    }

    private String asked(long amount, String currency) throws IOException {
        String user = user();
        return asked(user, till.order(user, amount, currency));
    }

    private String asked(String user, long order) throws IOException {
        Told told = till.openIntent(user, order);
        JsonNode truth = payments.truth(told.intent());
        assertThat(told.body().path("amount")).isEqualTo(truth.path("amount"));
        payments.pay(told.secret(), VISA);
        till.awaits(order, "paid");
        return "%d %s, %s"
                .formatted(
                        truth.path("amount").asLong(),
                        truth.path("currency").asText(),
                        till.seen(order).path("amount_text").asText());
    }

    @Test
    void money_that_fits_no_order_is_reviewed_counted_and_listed() throws Exception {
        String user = user();
        long order = till.order(user);
        JsonNode seen = till.seen(order);
        String ref = seen.path("order_ref").asText();
        long before = reviews();

        String unknown = madeByHand(1900, Map.of("order_id", "987654321", "order_ref", "or_x"));
        String unlinked = madeByHand(1900, Map.of("order_id", "" + order, "order_ref", ref));
        String other =
                madeByHand(700, Map.of("order_id", "1", "order_ref", ref, "user_id", "nobody"));

        till.awaitsPayment(unknown, "succeeded unknown_order");
        till.awaitsPayment(unlinked, "succeeded unlinked_payment");
        till.awaitsPayment(other, "succeeded unlinked_payment metadata_differs amount_differs");
        assertThat(till.seen(order).path("status").asText()).isEqualTo("pending");
        // Counted a moment after it is committed.
        assertThat(Await.until(Duration.ofSeconds(60), () -> reviews() >= before + 5)).isTrue();
        assertThat(till.payments("state=review").findValuesAsText("payment_intent_id"))
                .contains(unknown, unlinked, other);
        assertThat(till.intent(user, order).problem()).isEqualTo("409 order_under_review");
    }

    private long reviews() {
        try {
            return Metrics.count(stack.core(), "tollgate_payment_reviews_total");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An intent that somebody makes and pays beside us. */
    private String madeByHand(long amount, Map<String, String> metadata) throws IOException {
        Map<String, String> form = new HashMap<>();
        form.put("amount", Long.toString(amount));
        form.put("currency", "usd");
        form.put("automatic_payment_methods[enabled]", "true");
        metadata.forEach((key, value) -> form.put("metadata[" + key + "]", value));
        JsonNode made = stripe.post("/v1/payment_intents", form).body();
        assertThat(payments.pay(made.path("client_secret").asText(), VISA).status()).isEqualTo(200);
        return made.path("id").asText();
    }

    @Test
    void an_intent_of_an_invoice_is_none_of_cores_business() throws Exception {
        standIn.settings(Map.of("invoice_intents", true));
        try {
            new Shop(stack, new Random(1)).signUp(3);
            new Agreement(stack).settle();
        } finally {
            standIn.settings(Map.of("invoice_intents", false));
        }

        assertThat(
                        new Truth(stack)
                                .query(
                                        "SELECT DISTINCT state || ' ' || reason FROM inbox_event"
                                                + " JOIN (SELECT lane AS l FROM inbox_event WHERE"
                                                + " type = 'payment_intent.succeeded' AND reason ="
                                                + " 'payment_event') AS i ON lane = l",
                                        null))
                .containsExactly("ignored payment_event");
        for (JsonNode intent : standIn.truth().path("payment_intents")) {
            if (intent.path("order_id").isNull()) {
                assertThat(till.payments("ids=" + intent.path("id").asText())).isEmpty();
            }
        }
    }
}
