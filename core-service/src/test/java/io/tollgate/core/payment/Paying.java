package io.tollgate.core.payment;

import io.restassured.response.ValidatableResponse;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.core.Api;
import io.tollgate.core.order.OrderCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of 19.00 dollars and what billing-service does about paying it. */
record Paying(String user, long orderId, String orderRef) {

    static Paying fresh() {
        String user = Api.fresh("user-");
        long order = OrderCalls.aBoost(user);
        return new Paying(
                user, order, OrderCalls.read(order).extract().jsonPath().getString("order_ref"));
    }

    ValidatableResponse open() {
        return open(user);
    }

    ValidatableResponse open(String by) {
        return Api.billing()
                .body("{\"user_id\":\"%s\",\"environment\":\"test\"}".formatted(by))
                .post("/internal/orders/{id}/payment-attempts", orderId)
                .then();
    }

    ValidatableResponse link(long attempt, String intent) {
        return Api.billing()
                .body("{\"payment_intent_id\":\"%s\"}".formatted(intent))
                .put("/internal/orders/{id}/payment-attempts/{n}/payment-intent", orderId, attempt)
                .then();
    }

    ValidatableResponse close(long attempt, String reason) {
        return Api.billing()
                .body("{\"reason\":\"%s\"}".formatted(reason))
                .post("/internal/orders/{id}/payment-attempts/{n}/close", orderId, attempt)
                .then();
    }

    /** Opens the next attempt and links it to a new intent. */
    String linked() {
        String intent = Api.fresh("pi_");
        long attempt = open().statusCode(200).extract().jsonPath().getLong("attempt");
        link(attempt, intent).statusCode(200);
        return intent;
    }

    ValidatableResponse order() {
        return OrderCalls.read(orderId);
    }

    Told told(String intent) {
        return new Told(
                this, intent, 1L, "requires_payment_method", 1900, 0, 0, "usd", null, null, null);
    }

    static ValidatableResponse send(PaymentUpdate update) {
        return Api.billing().body(Api.json(update)).post("/internal/payments/update").then();
    }

    /** What is told of an intent, with what a test changes about it. */
    record Told(
            Paying paying,
            String intent,
            @Nullable Long attempt,
            String status,
            long amount,
            long received,
            long refunded,
            String currency,
            @Nullable List<PaymentUpdate.Refund> refunds,
            @Nullable List<PaymentUpdate.Dispute> disputes,
            @Nullable Long sequence) {

        Told status(String word) {
            return copy(attempt, word, amount, received, refunded, currency, sequence);
        }

        Told paid() {
            return paid(amount);
        }

        Told paid(long received) {
            return copy(attempt, "succeeded", received, received, refunded, currency, sequence);
        }

        Told refunded(long minor) {
            return copy(attempt, status, amount, received, minor, currency, sequence);
        }

        Told currency(String word) {
            return copy(attempt, status, amount, received, refunded, word, sequence);
        }

        Told attempt(@Nullable Long number) {
            return copy(number, status, amount, received, refunded, currency, sequence);
        }

        Told sequence(long number) {
            return copy(attempt, status, amount, received, refunded, currency, number);
        }

        Told refunds(PaymentUpdate.Refund... told) {
            return new Told(
                    paying,
                    intent,
                    attempt,
                    status,
                    amount,
                    received,
                    refunded,
                    currency,
                    List.of(told),
                    disputes,
                    sequence);
        }

        Told disputes(PaymentUpdate.Dispute... told) {
            return new Told(
                    paying,
                    intent,
                    attempt,
                    status,
                    amount,
                    received,
                    refunded,
                    currency,
                    refunds,
                    List.of(told),
                    sequence);
        }

        private Told copy(
                @Nullable Long attempt,
                String status,
                long amount,
                long received,
                long refunded,
                String currency,
                @Nullable Long sequence) {
            return new Told(
                    paying, intent, attempt, status, amount, received, refunded, currency, refunds,
                    disputes, sequence);
        }

        PaymentUpdate build() {
            return new PaymentUpdate(
                    intent,
                    attempt == null ? null : (Long) paying.orderId(),
                    attempt == null ? null : paying.orderRef(),
                    attempt,
                    attempt == null ? null : paying.user(),
                    attempt == null ? null : "test",
                    status,
                    amount,
                    received,
                    refunded,
                    currency,
                    null,
                    refunds,
                    disputes,
                    sequence,
                    1_710_072_000L,
                    "evt_1",
                    "payment_intent.succeeded",
                    false);
        }

        ValidatableResponse send() {
            return Paying.send(build());
        }
    }
}
