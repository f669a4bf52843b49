package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order has one attempt to pay it at a time, and each attempt one intent. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class AttemptTest {

    private Paying paying;

    @Inject Database database;
    @Inject TurnableClock clock;

    @BeforeEach
    void anOrder() {
        clock.reset();
        paying = Paying.fresh();
    }

    @Test
    void anAttemptPinsTheAmountAndIsOpenedOnce() {
        paying.open()
                .statusCode(200)
                .body("attempt", equalTo(1))
                .body("order_ref", equalTo(paying.orderRef()))
                .body("amount", equalTo(1900))
                .body("currency", equalTo("usd"))
                .body("payment_intent_id", nullValue())
                .body("closed", nullValue());
        paying.open().statusCode(200).body("attempt", equalTo(1));
        paying.order().body("status", equalTo("awaiting_payment"));
    }

    @Test
    void aHundredOpeningsAtOnceAreOneAttempt() throws Exception {
        Callable<Integer> open = () -> paying.open().statusCode(200).extract().path("attempt");
        Set<Integer> numbers = new TreeSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> number : pool.invokeAll(Collections.nCopies(100, open))) {
                numbers.add(number.get());
            }
        }
        assertThat(numbers).containsExactly(1);
    }

    @Test
    void onlyTheOrdersUserMayPay() {
        paying.open("somebody").statusCode(403).body("code", equalTo("order_forbidden"));
        new Paying(paying.user(), 999_999_999, "x")
                .open()
                .statusCode(404)
                .body("code", equalTo("order_not_found"));
    }

    @Test
    void anAttemptIsTiedToOneIntentForGood() {
        String intent = paying.linked();

        paying.link(1, intent).statusCode(200).body("payment_intent_id", equalTo(intent));
        paying.link(1, Api.fresh("pi_")).statusCode(409).body("code", equalTo("attempt_closed"));
        Paying other = Paying.fresh();
        other.open().statusCode(200);
        other.link(1, intent).statusCode(409).body("code", equalTo("attempt_closed"));
        paying.link(2, Api.fresh("pi_")).statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void theNextAttemptIsOpenedOnlyAfterTheLastIsOver() {
        paying.linked();

        paying.close(1, "refused").statusCode(409).body("code", equalTo("attempt_closed"));
        paying.close(1, "unresolved").statusCode(409);
        paying.close(1, "canceled").statusCode(200).body("closed", equalTo("canceled"));
        paying.close(1, "canceled").statusCode(200);
        paying.open().statusCode(200).body("attempt", equalTo(2));
        paying.close(2, "because").statusCode(400).body("errors[0].field", equalTo("reason"));
        paying.close(2, "refused").statusCode(200);
        paying.link(2, Api.fresh("pi_")).statusCode(409).body("code", equalTo("attempt_closed"));
    }

    @Test
    void aPaidOrderAndACancelledOneTakeNoAttempt() {
        paying.told(paying.linked()).paid().send().statusCode(200);
        paying.open().statusCode(400).body("code", equalTo("payment_already_processed"));

        Paying cancelled = Paying.fresh();
        OrderCalls.cancel(cancelled.orderId()).statusCode(200);
        cancelled.open().statusCode(400).body("code", equalTo("order_not_pending"));
    }

    @Test
    void anOrderWithAnOpenIntentIsCancelledOnlyAfterTheIntent() {
        String intent = paying.linked();

        OrderCalls.cancel(paying.orderId())
                .statusCode(202)
                .body("status", equalTo("awaiting_payment"))
                .body("cancel_requested", equalTo(true));
        paying.open().statusCode(400).body("code", equalTo("order_not_pending"));
        unsettled().body("payment_intent_id", hasItem(intent));
        paying.told(intent).status("canceled").send().body("order_status", equalTo("canceled"));
        unsettled().body("payment_intent_id", not(hasItem(intent)));
        paying.order().body("status", equalTo("canceled"));
    }

    @Test
    void aCancelThatComesTooLateIsAReviewUntilTheMoneyIsBack() {
        String intent = paying.linked();
        OrderCalls.cancel(paying.orderId()).statusCode(202);

        paying.told(intent)
                .paid()
                .send()
                .body("order_status", equalTo("paid"))
                .body("review", hasItem("cancel_requested"));
        OrderCalls.cancel(paying.orderId())
                .statusCode(409)
                .body("code", equalTo("order_under_review"));
        paying.told(intent).paid().refunded(1900).send().body("review.size()", equalTo(0));
        paying.order().body("status", equalTo("refunded"));
        OrderCalls.cancel(paying.orderId())
                .statusCode(400)
                .body("code", equalTo("order_not_pending"));
    }

    @Test
    void whatIsOnItsWayIsNotToBeCancelled() {
        String intent = paying.linked();
        OrderCalls.cancel(paying.orderId()).statusCode(202);
        unsettled().body("payment_intent_id", hasItem(intent));

        paying.told(intent).status("processing").send().statusCode(200);

        unsettled().body("payment_intent_id", not(hasItem(intent)));
    }

    @Test
    void attemptsThatNeedSomethingAreListedUntilItIsDone() {
        paying.open().statusCode(200);
        paying.close(1, "unresolved").statusCode(200);
        unsettled().body("order_id", hasItem((int) paying.orderId()));
        Api.billing()
                .post("/internal/orders/{id}/payment-attempts/1/resolve", paying.orderId())
                .then()
                .statusCode(200);
        unsettled().body("order_id", not(hasItem((int) paying.orderId())));

        paying.open().statusCode(200).body("attempt", equalTo(2));
        unsettled().body("order_id", not(hasItem((int) paying.orderId())));
        clock.setTo(TurnableClock.START.getEpochSecond() + 23 * 3600 + 1);
        unsettled().body("order_id", hasItem((int) paying.orderId()));
        Api.billing().get("/internal/payment-attempts?limit=0").then().statusCode(400);
        Api.product().get("/internal/payment-attempts").then().statusCode(403);
    }

    private static io.restassured.response.ValidatableResponse unsettled() {
        return Api.billing().get("/internal/payment-attempts").then().statusCode(200);
    }

    @Test
    void theDatabaseHasOneOpenAttemptAnOrderToo() {
        paying.open().statusCode(200);

        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "INSERT INTO payment_attempt (order_id, attempt, state,"
                                            + " amount, currency, environment, opened_at) VALUES"
                                            + " (?, 2, 'opened', 1900, 'usd', 'test', now())",
                                        paying.orderId()))
                .hasMessageContaining("payment_attempt_one_open");
    }
}
