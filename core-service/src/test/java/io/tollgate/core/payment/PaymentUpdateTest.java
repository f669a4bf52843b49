package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order follows the payment that fits it; money that does not fit is put before a person. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class PaymentUpdateTest {

    private Paying paying;

    @Inject Database database;

    @BeforeEach
    void anOrder() {
        paying = Paying.fresh();
    }

    @Test
    void anOrderIsPaidByThePaymentThatFits() {
        String intent = paying.linked();

        paying.told(intent)
                .status("processing")
                .send()
                .body("order_status", equalTo("awaiting_payment"));
        paying.told(intent)
                .paid()
                .send()
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("order_id", equalTo((int) paying.orderId()))
                .body("order_status", equalTo("paid"))
                .body("review", empty())
                .body("sequence", nullValue());
        paying.order().body("amount_received", equalTo(1900)).body("amount_refunded", equalTo(0));
        paying.told(intent).paid().send().body("outcome", equalTo("unchanged"));
    }

    @Test
    void aFailureThatIsHeardOfAfterTheSuccessChangesNothing() {
        String intent = paying.linked();
        paying.told(intent).paid().send().body("order_status", equalTo("paid"));

        paying.told(intent)
                .status("requires_payment_method")
                .send()
                .body("outcome", equalTo("stale"))
                .body("order_status", equalTo("paid"));
    }

    @Test
    void refundsBringTheOrderDownAndAFailedOneUpAgain() {
        String intent = paying.linked();
        Paying.Told paid = paying.told(intent).paid();
        PaymentUpdate.Refund first =
                new PaymentUpdate.Refund("re_" + intent, 700L, "succeeded", null, 1L);

        paid.refunded(700)
                .refunds(first)
                .sequence(5)
                .send()
                .body("order_status", equalTo("partially_refunded"));
        paid.refunded(300).sequence(4).send().body("outcome", equalTo("stale"));
        paying.order().body("amount_refunded", equalTo(700));
        paid.refunded(1900).sequence(6).send().body("order_status", equalTo("refunded"));
        paid.refunded(300)
                .refunds(new PaymentUpdate.Refund("re_" + intent, 700L, "failed", null, 1L))
                .sequence(7)
                .send()
                .body("order_status", equalTo("partially_refunded"));
        paid.refunded(0).sequence(8).send().body("order_status", equalTo("paid"));
        OrderCalls.as(paying.user())
                .get("/api/payments")
                .then()
                .statusCode(200)
                .body("data[0].payment_intent_id", equalTo(intent))
                .body("data[0].order_id", equalTo((int) paying.orderId()))
                .body("data[0].refunds[0].status", equalTo("failed"))
                .body("data[0].amount", equalTo(1900))
                .body("next", nullValue());
    }

    @Test
    void disputesAreKeptOneByOne() {
        String intent = paying.linked();
        Paying.Told paid = paying.told(intent).paid();
        String one = Api.fresh("dp_1");
        String two = Api.fresh("dp_2");

        paid.disputes(dispute(one, "won")).send();
        paying.order().body("disputed", equalTo(false));
        paid.disputes(dispute(one, "won"), dispute(two, "needs_response")).send();
        paying.order().body("disputed", equalTo(true)).body("status", equalTo("paid"));
        paid.disputes(dispute(two, "warning_closed")).send();
        paying.order().body("disputed", equalTo(false));
        paid.disputes(dispute(two, "lost")).send();
        paying.order().body("disputed", equalTo(true));
        Api.billing()
                .get("/internal/payments?ids=" + intent)
                .then()
                .body("data[0].disputes.status", contains("won", "lost"));
    }

    private static PaymentUpdate.Dispute dispute(String id, String status) {
        return new PaymentUpdate.Dispute(id, 1900L, status, "fraudulent", 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "1800, usd, amount_differs",
        "2000, usd, amount_differs",
        "1900, eur, currency_differs",
    })
    void moneyThatDoesNotFitIsReviewedAndHoldsTheOrderUntilItIsBack(
            long received, String currency, String why) {
        String intent = paying.linked();
        Paying.Told misfit = paying.told(intent).currency(currency).paid(received);

        misfit.send()
                .body("order_status", equalTo("awaiting_payment"))
                .body("review", contains(why));
        paying.order().body("review", contains(why)).body("amount_received", equalTo(0));
        paying.open().statusCode(409).body("code", equalTo("order_under_review"));
        Api.billing()
                .get("/internal/payments?state=review&ids=" + intent)
                .then()
                .body("data[0].review", contains(why));

        misfit.refunded(received).send().body("review", empty());
        paying.open().statusCode(200).body("attempt", equalTo(2));
    }

    @Test
    void aMisfitThatWasLostInADisputeHoldsTheOrderNoLonger() {
        String intent = paying.linked();
        Paying.Told misfit = paying.told(intent).paid(2000);
        misfit.send().body("review", contains("amount_differs"));

        misfit.disputes(new PaymentUpdate.Dispute(Api.fresh("dp_"), 2000L, "lost", null, 1L))
                .send()
                .body("review", empty());

        paying.open().statusCode(200).body("attempt", equalTo(2));
    }

    @Test
    void aPaymentWhoseOrderIsKnownLaterBelongsToIt() {
        paying.open().statusCode(200);
        String intent = Api.fresh("pi_");
        new Paying(paying.user(), paying.orderId(), "or_00000000000000000000000000000001")
                .told(intent)
                .paid()
                .send()
                .body("review", contains("unknown_order"));

        paying.told(intent)
                .paid()
                .send()
                .statusCode(200)
                .body("order_status", equalTo("paid"))
                .body("review", empty());
    }

    @Test
    void aSecondPaymentIsReviewed() {
        String first = paying.linked();
        paying.close(1, "canceled").statusCode(200);
        String second = paying.linked();
        paying.told(second).attempt(2L).paid().send().body("order_status", equalTo("paid"));

        paying.told(first)
                .paid()
                .send()
                .body("order_status", equalTo("paid"))
                .body("review", hasItem("second_payment"));
        paying.order()
                .body("amount_received", equalTo(1900))
                .body("review", hasItem("second_payment"));
    }

    @Test
    void metadataThatDoNotFitAreReviewed() {
        String intent = paying.linked();

        paying.told(intent).attempt(7L).paid().send().body("review", contains("metadata_differs"));
    }

    @Test
    void anIntentThatLostItsMetadataIsStillKnownByItsLink() {
        String intent = paying.linked();

        paying.told(intent).attempt(null).paid().send().body("order_status", equalTo("paid"));
    }

    @Test
    void anIntentWhoseLinkWasNeverWrittenIsKnownByItsMetadata() {
        paying.open().statusCode(200);
        String intent = Api.fresh("pi_");

        paying.told(intent)
                .paid()
                .send()
                .body("order_status", equalTo("paid"))
                .body("review", empty());
        paying.link(1, intent).statusCode(200);
    }

    @Test
    void anIntentNobodyOpenedIsReviewed() {
        paying.linked();

        paying.told(Api.fresh("pi_")).paid().send().body("review", hasItem("unlinked_payment"));
        paying.order().body("status", equalTo("awaiting_payment"));
    }

    @Test
    void moneyForAnUnknownOrderIsReviewed() {
        String intent = Api.fresh("pi_");
        Paying elsewhere = new Paying("user-x", 12, "or_00000000000000000000000000000000");

        elsewhere
                .told(intent)
                .paid()
                .send()
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("order_id", nullValue())
                .body("review", contains("unknown_order"));
    }

    @Test
    void moneyForACancelledOrderIsReviewed() {
        String intent = paying.linked();
        paying.close(1, "canceled").statusCode(200);
        OrderCalls.cancel(paying.orderId()).statusCode(200);

        paying.told(intent)
                .paid()
                .send()
                .body("order_status", equalTo("canceled"))
                .body("review", hasItem("order_canceled"));
    }

    @Test
    void aPaymentThatMeansNoOrderLeavesNothing() throws SQLException {
        String intent = Api.fresh("pi_");

        paying.told(intent).attempt(null).paid().send().body("outcome", equalTo("unrelated"));
        assertThat(database.column("SELECT 1 FROM payment WHERE payment_intent_id = ?", intent))
                .isEmpty();
    }

    @Test
    void theSameSequenceWithOtherContentIsAConflict() {
        String intent = paying.linked();
        paying.told(intent).status("processing").sequence(3).send().body("sequence", equalTo(3));

        paying.told(intent)
                .paid()
                .sequence(3)
                .send()
                .statusCode(409)
                .body("code", equalTo("sequence_conflict"));
        paying.told(intent)
                .status("processing")
                .sequence(3)
                .send()
                .body("outcome", equalTo("unchanged"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; payment_intent_id",
                "{\"payment_intent_id\":\"pi_1\",\"status\":\"succeeded\",\"amount_received\":-1,\"amount_refunded\":0,\"currency\":\"usd\"};"
                    + " amount_received",
                "{\"payment_intent_id\":\"pi_1\",\"status\":\"succeeded\",\"amount_received\":1,\"amount_refunded\":2,\"currency\":\"usd\"};"
                    + " amount_refunded",
                "{\"payment_intent_id\":\"pi_1\",\"status\":\"succeeded\",\"amount_received\":1,\"amount_refunded\":0,\"currency\":\"USD\"};"
                    + " currency",
                "{\"payment_intent_id\":\"pi_1\",\"status\":\"succeeded\",\"amount_received\":1,\"amount_refunded\":0,\"currency\":\"usd\",\"refunds\":[{}]};"
                    + " refunds[0].refund_id",
            })
    void whatCannotBeUsedIsNamed(String body, String field) {
        Api.billing()
                .body(body)
                .post("/internal/payments/update")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void racingUpdatesOfTwoIntentsPayTheOrderOnce() throws Exception {
        String first = paying.linked();
        paying.close(1, "canceled").statusCode(200);
        String second = paying.linked();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> paying.told(first).paid().send().extract().statusCode());
            calls.add(() -> paying.told(second).attempt(2L).paid().send().extract().statusCode());
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : pool.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        paying.order()
                .body("status", equalTo("paid"))
                .body("amount_received", equalTo(1900))
                .body("review", hasItem("unlinked_payment"));
        assertThat(
                        database.column(
                                "SELECT count(*) FROM payment WHERE order_id = ? AND counted",
                                paying.orderId()))
                .containsExactly("1");
    }

    @Test
    void ofRacingUpdatesTheNewestIsWhatIsHeld() throws Exception {
        String intent = paying.linked();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int sequence = 1; sequence <= 120; sequence++) {
            Paying.Told told = paying.told(intent).paid().refunded(sequence).sequence(sequence);
            calls.add(() -> told.send().extract().statusCode());
        }
        Collections.shuffle(calls, new Random(1));
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : pool.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        Api.billing()
                .get("/internal/payments?ids=" + intent)
                .then()
                .body("data[0].sequence", equalTo(120))
                .body("data[0].amount_refunded", equalTo(120));
        paying.order().body("amount_refunded", equalTo(120));
    }
}
