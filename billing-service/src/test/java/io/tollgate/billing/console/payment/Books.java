package io.tollgate.billing.console.payment;

import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.order.OrderLine;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentChangePage.PaymentChange;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.payment.ReviewDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payments as core tells of them. */
final class Books {

    static final String HISTORY = "/internal/payments/history";

    private Books() {}

    /** A payment of 19.00 dollars, of which 5.00 went back. */
    static PaymentView payment(String intent, String user, String... review) {
        return payment(intent, user, List.of(refund("re_1", 500L)), review);
    }

    /** The same after one more refund. */
    static PaymentView refunded(String intent, String user, long amount) {
        return payment(intent, user, List.of(refund("re_1", 500L), refund("re_9", amount)));
    }

    private static Refund refund(String id, long amount) {
        return new Refund(id, amount, "succeeded", "requested_by_customer", 1L);
    }

    private static PaymentView payment(
            String intent, String user, List<Refund> refunds, String... review) {
        return new PaymentView(
                intent,
                42L,
                "paid",
                1L,
                user,
                "succeeded",
                "usd",
                1900,
                1900,
                refunds.stream().mapToLong(Refund::amount).sum(),
                null,
                refunds,
                List.of(new Dispute("dp_1", 1900L, "needs_response", "fraudulent", 2L)),
                List.of(review),
                7L,
                1_710_000_000,
                1_710_000_300);
    }

    static void lists(@Nullable String next, PaymentView... payments) {
        CoreBooks.holds(HISTORY, new PaymentPage(List.of(payments), next));
    }

    /** One payment with its order, known through and through. */
    static void knows(PaymentView payment, ReviewDecision... decisions) {
        knows(payment, true, decisions);
    }

    /** The same, where another payment counts, or none. */
    static void knowsUncounted(PaymentView payment) {
        knows(payment, false);
    }

    private static void knows(PaymentView payment, boolean counted, ReviewDecision... decisions) {
        String path = "/internal/payments/" + payment.paymentIntentId();
        CoreBooks.holds(
                path,
                new PaymentDetail(
                        payment,
                        counted,
                        order(),
                        List.of(
                                attempt(2, payment.paymentIntentId(), null),
                                attempt(1, null, "refused")),
                        decisions.length == 0 ? null : List.of(decisions)));
        CoreBooks.holds(
                path + "/changes",
                new PaymentChangePage(
                        List.of(
                                new PaymentChange(
                                        7,
                                        1_710_000_300,
                                        "applied",
                                        7L,
                                        1_710_000_299L,
                                        "evt_7",
                                        "charge.refunded",
                                        "succeeded",
                                        1900,
                                        500,
                                        "awaiting_payment",
                                        "paid",
                                        List.of())),
                        "7"));
        CoreBooks.holds("/internal/payments", new PaymentPage(List.of(payment), null));
    }

    private static OrderView order() {
        return new OrderView(
                42,
                "or_0123456789abcdef",
                "alice",
                "paid",
                "usd",
                1900,
                "19.00",
                1900,
                500,
                true,
                List.of(),
                false,
                List.of(new OrderLine("storage_boost", "100 GiB <b>", 1, 1900, 1900)),
                1_710_000_000,
                1_710_000_200L);
    }

    private static PaymentAttempt attempt(
            long number, @Nullable String intent, @Nullable String closed) {
        return new PaymentAttempt(
                42,
                "or_0123456789abcdef",
                number,
                "alice",
                1900,
                "usd",
                "test",
                intent,
                1_710_000_000,
                5,
                closed);
    }
}
