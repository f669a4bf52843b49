package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.core.Api;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money that came before its order could be cancelled is counted and listed until it is back. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class CancelTooLateTest {

    @Inject MeterRegistry metrics;
    @Inject ReviewGauge gauge;

    private Paying paying;
    private String intent;
    private double waiting;
    private double counted;

    @BeforeEach
    void anOrder() {
        paying = Paying.fresh();
        intent = paying.linked();
        waiting = waiting();
        counted = counted();
    }

    @Test
    void whatIsPaidAfterTheWishToCancelIsListedAndCountedUntilItIsBack() {
        OrderCalls.cancel(paying.orderId()).statusCode(202);
        paying.told(intent).paid().send().body("review", contains("cancel_requested"));

        assertUnderReview();
        OrderCalls.cancel(paying.orderId()).statusCode(409);
        assertThat(counted() - counted).isEqualTo(1);
        paying.told(intent).paid().refunded(1900).send().body("review", empty());
        assertOver();
    }

    @Test
    void whatWasPaidBeforeTheWishToCancelIsListedAndCountedUntilItIsBack() {
        paying.told(intent).paid().send().body("review", empty());
        OrderCalls.cancel(paying.orderId())
                .statusCode(409)
                .body("code", equalTo("order_under_review"));

        assertUnderReview();
        OrderCalls.cancel(paying.orderId()).statusCode(409);
        assertThat(counted() - counted).isEqualTo(1);
        paying.told(intent)
                .paid()
                .refunded(300)
                .send()
                .body("review", contains("cancel_requested"));
        paying.told(intent).paid().refunded(1900).send().body("review", empty());
        assertOver();
    }

    @Test
    void whatIsLostInADisputeIsReviewedNoLonger() {
        paying.told(intent).paid().send().statusCode(200);
        OrderCalls.cancel(paying.orderId()).statusCode(409);

        paying.told(intent)
                .paid()
                .disputes(new PaymentUpdate.Dispute(Api.fresh("dp_"), 1900L, "lost", null, 1L))
                .send()
                .body("review", empty());

        assertOver();
    }

    private void assertUnderReview() {
        paying.order().body("review", contains("cancel_requested")).body("status", equalTo("paid"));
        listed().body("data[0].review", contains("cancel_requested"));
        assertThat(waiting() - waiting).isEqualTo(1);
        assertThat(counted() - counted).isEqualTo(1);
    }

    private void assertOver() {
        paying.order().body("review", empty());
        listed().body("data", empty());
        assertThat(waiting() - waiting).isZero();
    }

    private ValidatableResponse listed() {
        return Api.billing()
                .get("/internal/payments?state=review&ids=" + intent)
                .then()
                .statusCode(200);
    }

    private double waiting() {
        gauge.look();
        return metrics.get("tollgate.payments.under.review").gauge().value();
    }

    private double counted() {
        return metrics.get(Reviews.METRIC).tag("reason", "cancel_requested").counter().count();
    }
}
