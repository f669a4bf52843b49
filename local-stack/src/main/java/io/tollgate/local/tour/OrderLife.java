package io.tollgate.local.tour;

import io.tollgate.local.client.Answer;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.BuyerClient;
import io.tollgate.local.client.Pair;
import io.tollgate.local.client.StandInPayments;
import java.io.IOException;
import java.util.Map;

/** What one buyer does with an order, and what an operator does with its payment. */
final class OrderLife {

    private static final String REFUND = "/admin/payments/%s/refunds";

    private final BuyerClient buyer;
    private final BuyerClient somebodyElse;
    private final StandInPayments payments;
    private final BillingClient billing;
    private long order;
    private String intent = "";
    private String clientSecret = "";

    OrderLife(Pair pair, String user) {
        this.buyer = pair.buyer(user);
        this.somebodyElse = pair.buyer(user + "_not");
        this.payments = pair.standIn().payments();
        this.billing = pair.billingClient();
    }

    int order() throws IOException {
        Answer answer = buyer.order("setup_help", "usd");
        order = answer.body().path("order_id").asLong();
        return answer.status();
    }

    int askedByAnother() throws IOException {
        return somebodyElse.intent(order).status();
    }

    int ask() throws IOException {
        Answer answer = buyer.intent(order);
        intent = answer.body().path("payment_intent_id").asText();
        clientSecret = answer.body().path("client_secret").asText();
        return answer.status();
    }

    /** No status if it is another intent than before. */
    int askAgain() throws IOException {
        Answer answer = buyer.intent(order);
        String now = answer.body().path("payment_intent_id").asText();
        return now.equals(intent) ? answer.status() : 0;
    }

    int askAfterwards() throws IOException {
        return buyer.intent(order).status();
    }

    int pay(String card) throws IOException {
        return payments.pay(clientSecret, card).status();
    }

    /** The same key each time: it is one refund, however often it is asked for. */
    int refund(long amount) throws IOException {
        return billing.adminPost(
                        REFUND.formatted(intent), Map.of("amount", amount), "refund-" + order)
                .status();
    }

    Money seen() throws IOException {
        return order == 0 ? Money.UNKNOWN : Money.of(buyer.order(order).body());
    }
}
