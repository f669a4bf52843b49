package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi.Closing;
import io.tollgate.contracts.payment.PaymentAttemptApi.Link;
import io.tollgate.contracts.payment.PaymentAttemptApi.Opening;
import io.tollgate.contracts.payment.PaymentAttemptApi.Reason;
import io.tollgate.contracts.payment.PaymentListApi;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Orders at core, as far as paying them goes, and the payments it holds. */
@ApplicationScoped
public class CoreOrders {

    private final CoreAttemptApi attempts;
    private final CoreUnsettledApi unsettled;
    private final CorePaymentListApi payments;

    CoreOrders(
            @RestClient CoreAttemptApi attempts,
            @RestClient CoreUnsettledApi unsettled,
            @RestClient CorePaymentListApi payments) {
        this.attempts = attempts;
        this.unsettled = unsettled;
        this.payments = payments;
    }

    /** The open attempt of a user's order, or a new one. */
    public CoreAnswer<PaymentAttempt> open(long orderId, String userId, String environment) {
        return Asked.of(
                () -> attempts.open(Long.toString(orderId), new Opening(userId, environment)));
    }

    /** Ties an attempt to its intent. */
    public CoreAnswer<PaymentAttempt> link(PaymentAttempt attempt, String intent) {
        return Asked.of(() -> attempts.link(order(attempt), number(attempt), new Link(intent)));
    }

    /** Ends an attempt. */
    public CoreAnswer<PaymentAttempt> close(PaymentAttempt attempt, Reason reason) {
        return Asked.of(
                () -> attempts.close(order(attempt), number(attempt), new Closing(reason.wire())));
    }

    /** Says that nothing is left of a closed attempt at Stripe. */
    public CoreAnswer<PaymentAttempt> resolve(PaymentAttempt attempt) {
        return Asked.of(() -> attempts.resolve(order(attempt), number(attempt)));
    }

    /** Attempts that need something done at Stripe. */
    public CoreAnswer<List<PaymentAttempt>> unsettled(int limit) {
        return Asked.of(() -> unsettled.unsettled(Integer.toString(limit)));
    }

    /** A payment core holds. */
    public CoreAnswer<Optional<PaymentView>> payment(String intent) {
        return Asked.of(
                () -> payments.list(null, "1", List.of(intent), null).data().stream().findFirst());
    }

    /** Which of these payments core holds, by intent. */
    public CoreAnswer<Map<String, PaymentView>> payments(List<String> intents) {
        return Asked.of(
                () -> {
                    Map<String, PaymentView> held = new HashMap<>();
                    for (int from = 0; from < intents.size(); from += PaymentListApi.MAX_IDS) {
                        int to = Math.min(intents.size(), from + PaymentListApi.MAX_IDS);
                        payments.list(
                                        null,
                                        Integer.toString(PaymentListApi.MAX_IDS),
                                        intents.subList(from, to),
                                        null)
                                .data()
                                .forEach(view -> held.put(view.paymentIntentId(), view));
                    }
                    return held;
                });
    }

    /** A page of payments that have neither succeeded nor been cancelled, by intent. */
    public CoreAnswer<PaymentPage> open(@Nullable String after, int limit) {
        return Asked.of(() -> payments.list(after, Integer.toString(limit), List.of(), "open"));
    }

    private static String order(PaymentAttempt attempt) {
        return Long.toString(attempt.orderId());
    }

    private static String number(PaymentAttempt attempt) {
        return Long.toString(attempt.attempt());
    }
}
