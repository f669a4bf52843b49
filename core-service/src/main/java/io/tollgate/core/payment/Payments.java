package io.tollgate.core.payment;

import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.core.order.LockedOrder;
import io.tollgate.core.order.OrderFacts;
import io.tollgate.core.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** What payments add up to for their orders, and how they are read. */
@ApplicationScoped
class Payments {

    private final Orders orders;

    Payments(Orders orders) {
        this.orders = orders;
    }

    /** Brings a locked order up to date with its payments, and the payment that counts with it. */
    @Transactional(Transactional.TxType.MANDATORY)
    void settle(LockedOrder order, Instant now) {
        PaymentRow.flush();
        List<PaymentRow> payments = PaymentRow.ofOrder(order.id());
        Optional<PaymentRow> counted = payments.stream().filter(PaymentRow::counted).findFirst();
        Extras extras = Extras.of(counted.map(PaymentRow::paymentIntentId).stream().toList());
        counted.ifPresent(
                row ->
                        row.reasons()
                                .cancelledTooLate(
                                        order.cancelRequested() && !hasGoneBack(row, extras)));
        TreeSet<String> review = new TreeSet<>();
        payments.forEach(payment -> review.addAll(payment.review()));
        OrderFacts facts =
                new OrderFacts(
                        counted.map(PaymentRow::amountReceived).orElse(0L),
                        counted.map(PaymentRow::amountRefunded).orElse(0L),
                        counted.filter(row -> extras.isDisputed(row.paymentIntentId())).isPresent(),
                        List.copyOf(review),
                        AttemptRow.openOf(order.id()).isPresent());
        order.settle(facts, now);
    }

    private static boolean hasGoneBack(PaymentRow row, Extras extras) {
        return Judgement.hasGoneBack(
                row.amountReceived(),
                row.amountRefunded(),
                extras.disputesOf(row.paymentIntentId()));
    }

    /** A page of payments for billing-service. */
    @Transactional
    List<PaymentView> page(PaymentFilter filter, int limit) {
        return views(PaymentRow.page(filter, limit));
    }

    /** A user's newest payments with numbers below this. */
    @Transactional
    List<Entry> ofUser(String userId, long below, int limit) {
        List<PaymentRow> rows = PaymentRow.ofUser(userId, below, limit);
        List<PaymentView> views = views(rows);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            entries.add(new Entry(rows.get(i).paymentNo(), views.get(i)));
        }
        return entries;
    }

    /** A payment and its number, by which pages go on. */
    record Entry(long number, PaymentView view) {}

    /** As they are read, with their orders' statuses, refunds and disputes. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<PaymentView> views(List<PaymentRow> rows) {
        Extras extras = Extras.of(rows.stream().map(PaymentRow::paymentIntentId).toList());
        List<Long> ids =
                rows.stream().map(PaymentRow::orderId).filter(Objects::nonNull).distinct().toList();
        Map<Long, OrderView> byId = ids.isEmpty() ? Map.of() : orders.of(ids);
        return rows.stream()
                .map(
                        row -> {
                            OrderView order =
                                    row.orderId() == null ? null : byId.get(row.orderId());
                            return row.view(order == null ? null : order.status(), extras);
                        })
                .toList();
    }
}
