package io.tollgate.core.payment;

import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.ReviewReason;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.core.order.LockedOrder;
import io.tollgate.core.order.OrderState;
import io.tollgate.core.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tries to pay an order. An order has one open at most, and the next is opened only when the
 * intent of the one before can be paid no more: so at most one intent can be paid at any time.
 */
@ApplicationScoped
class Attempts {

    /**
     * Stripe may forget an idempotency key after 24 hours, and would then make a second intent
     * (Stripe: Idempotent requests). An hour is left for clocks and for calls on their way.
     */
    static final Duration KEY_IS_SAFE = Duration.ofHours(23);

    private final Orders orders;
    private final Payments payments;
    private final Clock clock;

    Attempts(Orders orders, Payments payments, Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.clock = clock;
    }

    /** The open attempt of an order, or a new one. */
    @Transactional
    PaymentAttempt open(long orderId, String userId, String environment) {
        LockedOrder order = lock(orderId);
        if (!order.userId().equals(userId)) {
            throw new ProblemException(
                    ProblemCode.ORDER_FORBIDDEN, "This is another user's order.");
        }
        requirePayable(order);
        Instant now = clock.instant();
        AttemptRow attempt =
                AttemptRow.openOf(order.id()).orElseGet(() -> next(order, environment, now));
        return attempt.view(order.ref(), order.userId(), now);
    }

    private static AttemptRow next(LockedOrder order, String environment, Instant now) {
        AttemptRow attempt =
                new AttemptRow(order, AttemptRow.lastOf(order.id()) + 1, environment, now);
        attempt.persist();
        order.attempted(now);
        return attempt;
    }

    private static void requirePayable(LockedOrder order) {
        switch (order.state()) {
            case OrderState.Settled _ ->
                    throw new ProblemException(
                            ProblemCode.PAYMENT_ALREADY_PROCESSED, "The order is paid.");
            case OrderState.Canceled() -> throw notPending();
            case OrderState.Pending _, OrderState.AwaitingPayment _ -> {
                if (order.cancelRequested()) {
                    throw notPending();
                }
                if (!order.review().isEmpty()) {
                    throw new ProblemException(
                            ProblemCode.ORDER_UNDER_REVIEW,
                            "A payment of this order is under review; it takes no other.");
                }
            }
        }
    }

    private static ProblemException notPending() {
        return new ProblemException(
                ProblemCode.ORDER_NOT_PENDING, "The order is cancelled and takes no payment.");
    }

    /** Ties an attempt to its intent. */
    @Transactional
    PaymentAttempt link(long orderId, long number, String intent) {
        LockedOrder order = lock(orderId);
        AttemptRow attempt = attempt(order, number);
        Instant now = clock.instant();
        boolean sameAgain = attempt.isLinked() && intent.equals(attempt.paymentIntentId());
        boolean taken =
                AttemptRow.ofIntent(intent).filter(other -> other != attempt).isPresent()
                        || PaymentRow.of(intent).filter(row -> !isOf(row, order)).isPresent();
        if (!sameAgain && (!attempt.isOpened() || taken || order.cancelRequested())) {
            throw new ProblemException(
                    ProblemCode.ATTEMPT_CLOSED,
                    "The attempt is over, or tied to another payment intent.");
        }
        if (!sameAgain) {
            attempt.link(intent);
            PaymentRow.lock(intent, order, order.currency(), now).linkedTo(attempt);
        }
        return attempt.view(order.ref(), order.userId(), now);
    }

    private static boolean isOf(PaymentRow row, LockedOrder order) {
        return row.orderId() != null && row.orderId() == order.id();
    }

    /** Ends an attempt. */
    @Transactional
    PaymentAttempt close(long orderId, long number, End reason) {
        LockedOrder order = lock(orderId);
        AttemptRow attempt = attempt(order, number);
        Instant now = clock.instant();
        if (!attempt.isClosed()) {
            if (!reason.ends(attempt)) {
                throw new ProblemException(
                        ProblemCode.ATTEMPT_CLOSED,
                        "The attempt has a payment intent that may yet be paid.");
            }
            attempt.close(reason, now);
            payments.settle(order, now);
        }
        return attempt.view(order.ref(), order.userId(), now);
    }

    /** Notes that nothing is left of a closed attempt at Stripe. */
    @Transactional
    PaymentAttempt resolve(long orderId, long number) {
        LockedOrder order = lock(orderId);
        AttemptRow attempt = attempt(order, number);
        Instant now = clock.instant();
        if (!attempt.isClosed()) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "Only a closed attempt can be resolved.");
        }
        attempt.resolve(now);
        return attempt.view(order.ref(), order.userId(), now);
    }

    /** Attempts that need something done at Stripe. */
    @Transactional
    List<PaymentAttempt> unsettled(int limit) {
        Instant now = clock.instant();
        Map<AttemptRow.Key, AttemptRow> found = new LinkedHashMap<>();
        Stream.of(
                        AttemptRow.toCancel(limit),
                        AttemptRow.openedBefore(now.minus(KEY_IS_SAFE), limit),
                        AttemptRow.unresolved(limit))
                .flatMap(List::stream)
                .forEach(row -> found.put(new AttemptRow.Key(row.orderId(), row.attempt()), row));
        Map<Long, OrderView> byId =
                found.isEmpty()
                        ? Map.of()
                        : orders.of(
                                found.values().stream()
                                        .map(AttemptRow::orderId)
                                        .distinct()
                                        .toList());
        List<PaymentAttempt> attempts = new ArrayList<>();
        found.values().stream()
                .limit(limit)
                .forEach(
                        row -> {
                            OrderView order = byId.get(row.orderId());
                            if (order != null) {
                                attempts.add(row.view(order.orderRef(), order.userId(), now));
                            }
                        });
        return attempts;
    }

    /** What became of the wish to cancel an order. */
    sealed interface Cancel {

        /** It is cancelled. */
        record Done(OrderView order) implements Cancel {}

        /** It will be, once its open intent is; unless that is paid first. */
        record Requested(OrderView order) implements Cancel {}

        /**
         * It was paid; a person has to look at it, unless all of it has gone back or a person has
         * decided that it stands.
         *
         * @param first whether nobody asked before
         * @param stands whether a person has decided so
         */
        record TooLate(OrderView order, boolean first, boolean stands) implements Cancel {}
    }

    /** Cancels an order, or asks for it where a payment is under way. */
    @Transactional
    Cancel cancel(long orderId) {
        LockedOrder order = lock(orderId);
        Instant now = clock.instant();
        boolean first = !order.cancelRequested();
        if (!(order.state() instanceof OrderState.Canceled)) {
            order.requestCancel(now);
            payments.settle(order, now);
        }
        return switch (order.state()) {
            case OrderState.Canceled() -> new Cancel.Done(order.view());
            case OrderState.Pending _, OrderState.AwaitingPayment _ ->
                    new Cancel.Requested(order.view());
            case OrderState.Settled _ -> new Cancel.TooLate(order.view(), first, stands(order));
        };
    }

    private static boolean stands(LockedOrder order) {
        return PaymentRow.ofOrder(order.id()).stream()
                .anyMatch(row -> row.reasons().isDismissed(ReviewReason.CANCEL_REQUESTED));
    }

    private LockedOrder lock(long orderId) {
        return orders.lock(orderId).orElseThrow(Orders::notFound);
    }

    private static AttemptRow attempt(LockedOrder order, long number) {
        return AttemptRow.of(order.id(), number)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "The order has no such attempt."));
    }
}
