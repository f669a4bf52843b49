package io.tollgate.core.payment;

import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.ReviewDecision;
import io.tollgate.core.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads payments for people who look through them: pages, one with all about it, its changes. */
@ApplicationScoped
class PaymentHistory {

    /** More tries to pay one order than anybody reads. */
    private static final int MAX_ATTEMPTS = 100;

    /** More decisions about one payment than anybody reads. */
    private static final int MAX_DECISIONS = 100;

    private final Orders orders;
    private final Payments payments;
    private final Clock clock;

    PaymentHistory(Orders orders, Payments payments, Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.clock = clock;
    }

    /**
     * A page, newest first.
     *
     * @param order the number or the reference of the order it is about; null for all
     */
    @Transactional
    PaymentPage page(HistoryFilter filter, @Nullable String order, int limit) {
        if (order != null) {
            Optional<Long> orderId = orders.idOfNumberOrRef(order);
            if (orderId.isEmpty()) {
                return new PaymentPage(List.of(), null);
            }
            filter.order(orderId.get());
        }
        List<PaymentRow> rows = PaymentRow.history(filter, limit + 1);
        List<PaymentRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new PaymentPage(
                payments.views(shown),
                rows.size() > limit ? shown.getLast().cursor().text() : null);
    }

    /** One payment with its order and that order's attempts. */
    @Transactional
    Optional<PaymentDetail> detail(String intent) {
        return PaymentRow.of(intent).map(this::detail);
    }

    private PaymentDetail detail(PaymentRow row) {
        Long orderId = row.orderId();
        OrderView order = orderId == null ? null : orders.of(List.of(orderId)).get(orderId);
        return new PaymentDetail(
                payments.views(List.of(row)).getFirst(),
                row.counted(),
                order,
                order == null ? List.of() : attempts(order),
                decisions(row));
    }

    private static @Nullable List<ReviewDecision> decisions(PaymentRow row) {
        List<ReviewDecision> made =
                DecisionRow.of(row.paymentIntentId(), MAX_DECISIONS).stream()
                        .map(DecisionRow::view)
                        .toList();
        return made.isEmpty() ? null : made;
    }

    private List<PaymentAttempt> attempts(OrderView order) {
        Instant now = clock.instant();
        return AttemptRow.latestOf(order.orderId(), MAX_ATTEMPTS).stream()
                .map(row -> row.view(order.orderRef(), order.userId(), now))
                .toList();
    }

    /** What became of a payment, newest first, before a change. */
    @Transactional
    PaymentChangePage changes(String intent, long before, int limit) {
        List<ChangeRow> rows = ChangeRow.of(intent, before, limit + 1);
        List<ChangeRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new PaymentChangePage(
                shown.stream().map(ChangeRow::view).toList(),
                rows.size() > limit ? Long.toString(shown.getLast().id()) : null);
    }
}
