package io.tollgate.core.payment;

import static io.tollgate.core.payment.Deciding.decide;
import static io.tollgate.core.payment.Deciding.detail;
import static io.tollgate.core.payment.Deciding.dismiss;
import static io.tollgate.core.payment.Deciding.listed;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person ends a review with the money where it is; the order goes on as its state says. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ReviewDismissalTest {

    private static final long NOW = TurnableClock.START.getEpochSecond();

    private Paying paying;
    private String intent;

    @Inject TurnableClock clock;

    @BeforeEach
    void anOrder() {
        clock.reset();
        paying = Paying.fresh();
        intent = paying.linked();
    }

    private void isNotUnderReview() {
        detail(intent).body("payment.review", empty()).body("order.review", empty());
        listed(intent).body("data", empty());
    }

    @Test
    void an_order_that_was_to_be_cancelled_may_stand() {
        paying.told(intent).paid().send().statusCode(200);
        OrderCalls.cancel(paying.orderId()).statusCode(409);
        listed(intent).body("data[0].review", contains("cancel_requested"));
        clock.setTo(NOW + 60);

        decide(intent, "operator-1", "delivered all the same", "cancel_requested")
                .statusCode(200)
                .body("outcome", equalTo("dismissed"))
                .body("order_id", equalTo((int) paying.orderId()))
                .body("order_status", equalTo("paid"));

        isNotUnderReview();
        detail(intent)
                .body("counted", equalTo(true))
                .body("payment.updated_at", equalTo((int) NOW + 60))
                .body("decisions", hasSize(1))
                .body("decisions[0].reasons", contains("cancel_requested"))
                .body("decisions[0].note", equalTo("delivered all the same"))
                .body("decisions[0].by", equalTo("operator-1"))
                .body("decisions[0].decided_at", equalTo((int) NOW + 60));
        OrderCalls.cancel(paying.orderId())
                .statusCode(400)
                .body("code", equalTo("payment_already_processed"))
                .body("detail", containsString("decided that it stands"));
        isNotUnderReview();
    }

    @Test
    void what_was_dismissed_stays_so_while_a_part_goes_back() {
        paying.told(intent).paid().send().statusCode(200);
        OrderCalls.cancel(paying.orderId()).statusCode(409);
        dismiss(intent, "cancel_requested").statusCode(200);

        paying.told(intent)
                .paid()
                .refunded(300)
                .send()
                .body("outcome", equalTo("applied"))
                .body("order_status", equalTo("partially_refunded"))
                .body("review", empty());

        isNotUnderReview();
    }

    @Test
    void money_that_is_kept_pays_nothing_and_the_order_can_be_paid_otherwise() {
        paying.told(intent).paid(1000).send().body("review", contains("amount_differs"));
        paying.open().statusCode(409).body("code", equalTo("order_under_review"));

        dismiss(intent, "amount_differs")
                .statusCode(200)
                .body("order_status", equalTo("awaiting_payment"));

        isNotUnderReview();
        detail(intent)
                .body("counted", equalTo(false))
                .body("order.amount_received", equalTo(0))
                .body("attempts[0].closed", equalTo("dismissed"));
        paying.told(intent).paid(1000).refunded(10).send().body("review", empty());
        String next = paying.linked();
        paying.told(next).attempt(2L).paid().send().body("order_status", equalTo("paid"));
        paying.order().body("amount_received", equalTo(1900)).body("review", empty());
    }

    @Test
    void what_is_kept_never_begins_to_count() {
        Paying.Told misfit = paying.told(intent).paid();
        Paying.send(Misfit.ofAnotherUser(misfit.build()))
                .body("review", contains("metadata_differs"));
        dismiss(intent, "metadata_differs").statusCode(200);

        misfit.send()
                .body("outcome", equalTo("applied"))
                .body("order_status", equalTo("awaiting_payment"))
                .body("review", empty());

        detail(intent).body("counted", equalTo(false));
        paying.linked();
    }

    @Test
    void an_order_that_waited_to_be_cancelled_is_cancelled_then() {
        paying.told(intent).paid(1000).send().body("review", contains("amount_differs"));
        OrderCalls.cancel(paying.orderId()).statusCode(202);

        dismiss(intent, "amount_differs").statusCode(200).body("order_status", equalTo("canceled"));

        isNotUnderReview();
        paying.told(intent).paid(1000).refunded(10).send().body("review", empty());
        isNotUnderReview();
    }

    @Test
    void an_order_can_be_cancelled_after_its_review_was_ended() {
        paying.told(intent).paid(1000).send().body("review", contains("amount_differs"));
        dismiss(intent, "amount_differs").statusCode(200);

        OrderCalls.cancel(paying.orderId()).statusCode(200).body("status", equalTo("canceled"));
    }

    @Test
    void a_payment_of_no_known_order_is_let_be() {
        Paying nowhere = new Paying(paying.user(), 0, "or_of_another_database");
        String stray = Api.fresh("pi_");
        nowhere.told(stray).paid().send().body("review", contains("unknown_order"));

        dismiss(stray, "unknown_order").statusCode(200).body("order_id", nullValue());

        listed(stray).body("data", empty());
        detail(stray).body("decisions[0].reasons", contains("unknown_order"));
    }

    @Test
    void a_new_reason_raises_the_review_again_and_it_alone() {
        paying.told(intent).paid(1000).send().statusCode(200);
        dismiss(intent, "amount_differs").statusCode(200);

        paying.told(intent)
                .attempt(7L)
                .paid(1000)
                .send()
                .body("review", contains("metadata_differs"));

        dismiss(intent, "metadata_differs").statusCode(200);
        detail(intent)
                .body("payment.review", empty())
                .body("order.review", empty())
                .body(
                        "decisions.reasons",
                        contains(List.of("metadata_differs"), List.of("amount_differs")));
    }

    @Test
    void what_the_order_became_since_does_not_raise_it_again() {
        paying.told(intent).paid(1000).send().statusCode(200);
        dismiss(intent, "amount_differs").statusCode(200);
        String next = paying.linked();
        paying.told(next).attempt(2L).paid().send().body("order_status", equalTo("paid"));

        paying.told(intent)
                .paid(1000)
                .refunded(10)
                .send()
                .body("review", empty())
                .body("order_status", equalTo("paid"));

        Paying cancelled = Paying.fresh();
        String kept = cancelled.linked();
        cancelled.told(kept).paid(1000).send().statusCode(200);
        dismiss(kept, "amount_differs").statusCode(200);
        OrderCalls.cancel(cancelled.orderId()).statusCode(200);
        cancelled.told(kept).paid(1000).refunded(10).send().body("review", empty());
    }

    @Test
    void an_attempt_whose_link_was_lost_is_closed_with_its_review() {
        Paying other = Paying.fresh();
        other.open().statusCode(200);
        String lost = Api.fresh("pi_");
        Paying.send(Misfit.ofAnotherUser(other.told(lost).attempt(1L).paid().build()))
                .body("review", containsInAnyOrder("unlinked_payment", "metadata_differs"));

        dismiss(lost, "unlinked_payment", "metadata_differs").statusCode(200);

        other.open().statusCode(200).body("attempt", equalTo(2));
    }

    @Test
    void another_amount_raises_all_of_it_again() {
        paying.told(intent).paid(1000).send().statusCode(200);
        dismiss(intent, "amount_differs").statusCode(200);

        paying.told(intent)
                .paid(1200)
                .send()
                .body("review", containsInAnyOrder("amount_differs", "unlinked_payment"));

        listed(intent).body("data", hasSize(1));
        paying.open().statusCode(409).body("code", equalTo("order_under_review"));
    }

    @Test
    void another_currency_raises_all_of_it_again() {
        paying.told(intent)
                .currency("eur")
                .paid()
                .send()
                .body("review", contains("currency_differs"));
        dismiss(intent, "currency_differs").statusCode(200);

        paying.told(intent)
                .currency("gbp")
                .paid()
                .send()
                .body("review", containsInAnyOrder("currency_differs", "unlinked_payment"));
    }

    @Test
    void what_had_gone_back_and_comes_again_is_looked_at_again() {
        paying.told(intent).paid().send().statusCode(200);
        OrderCalls.cancel(paying.orderId()).statusCode(409);
        dismiss(intent, "cancel_requested").statusCode(200);
        paying.told(intent).paid().refunded(1900).send().body("review", empty());

        paying.told(intent).paid().refunded(0).send().body("review", contains("cancel_requested"));
    }

    @Test
    void the_same_again_changes_nothing_and_keeps_the_first_note() {
        paying.told(intent).paid(1000).send().statusCode(200);
        decide(intent, "operator-1", "first", "amount_differs").statusCode(200);

        decide(intent, "operator-2", "second", "amount_differs")
                .statusCode(200)
                .body("outcome", equalTo("unchanged"))
                .body("order_status", equalTo("awaiting_payment"));

        detail(intent)
                .body("decisions.note", contains("first"))
                .body("decisions.by", contains("operator-1"));
        dismiss(intent, "second_payment").statusCode(409).body("code", equalTo("review_changed"));
    }

    @Test
    void reasons_that_changed_meanwhile_are_not_decided_unseen() {
        paying.told(intent).currency("eur").paid(1000).send().statusCode(200);

        dismiss(intent, "amount_differs")
                .statusCode(409)
                .body("code", equalTo("review_changed"))
                .body("detail", containsString("currency_differs"));

        listed(intent).body("data[0].review", hasSize(2));
        detail(intent).body("$", not(hasKey("decisions")));
        dismiss(intent, "currency_differs", "amount_differs", "amount_differs").statusCode(200);
    }

    @Test
    void what_is_not_under_review_has_nothing_to_end() {
        dismiss(intent, "amount_differs")
                .statusCode(409)
                .body("code", equalTo("review_changed"))
                .body("detail", equalTo("The payment is not under review."));
        dismiss("pi_nobody_has", "amount_differs")
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"note\":\"n\",\"by\":\"b\"} | reasons",
                "{\"reasons\":[],\"note\":\"n\",\"by\":\"b\"} | reasons",
                "{\"reasons\":[null],\"note\":\"n\",\"by\":\"b\"} | reasons[0]",
                "{\"reasons\":[\" \"],\"note\":\"n\",\"by\":\"b\"} | reasons[0]",
                "{\"reasons\":[\"a\"],\"by\":\"b\"} | note",
                "{\"reasons\":[\"a\"],\"note\":\" \",\"by\":\"b\"} | note",
                "{\"reasons\":[\"a\"],\"note\":\"n\\u0000\",\"by\":\"b\"} | note",
                "{\"reasons\":[\"a\"],\"note\":\"n\"} | by",
            })
    void what_makes_no_sense_is_named(String body, String field) {
        Deciding.send(intent, body).statusCode(400).body("errors.field", contains(field));
    }

    @Test
    void a_product_decides_nothing() {
        Api.product()
                .body("{\"reasons\":[\"amount_differs\"],\"note\":\"n\",\"by\":\"b\"}")
                .post("/internal/payments/{id}/review", intent)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }
}
