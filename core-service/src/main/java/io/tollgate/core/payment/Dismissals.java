package io.tollgate.core.payment;

import io.tollgate.contracts.payment.ReviewReason;
import io.tollgate.core.order.LockedOrder;
import io.tollgate.core.order.OrderState;
import io.tollgate.core.order.Orders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends reviews by hand: lock the order, then the payment, as updates do; decide; write. No money
 * moves, and a payment that has succeeded without counting for its order does not begin to.
 */
@ApplicationScoped
class Dismissals {

    private final Orders orders;
    private final Payments payments;
    private final Clock clock;

    Dismissals(Orders orders, Payments payments, Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.clock = clock;
    }

    @Transactional
    DismissalOutcome take(String intent, Dismissal wish) {
        LockedOrder order = PaymentRow.orderOf(intent).flatMap(orders::lock).orElse(null);
        Optional<PaymentRow> found = PaymentRow.locked(intent);
        if (found.isEmpty()) {
            return new DismissalOutcome.Unknown();
        }
        PaymentRow row = found.get();
        // An update may have found its order just now; that is locked first, or not at all.
        boolean moved = row.orderId() != null && !Objects.equals(row.orderId(), idOf(order));
        if (moved) {
            return new DismissalOutcome.Changed(row.review());
        }
        if (row.review().isEmpty()) {
            return repeated(order, row, wish);
        }
        if (!wish.saw(row.review())) {
            return new DismissalOutcome.Changed(row.review());
        }
        dismiss(order, row, wish, clock.instant());
        return new DismissalOutcome.Dismissed(idOf(order), statusOf(order));
    }

    private static DismissalOutcome repeated(
            @Nullable LockedOrder order, PaymentRow row, Dismissal wish) {
        return DecisionRow.latestOf(row.paymentIntentId())
                .filter(decision -> decision.isFor(wish.seen()))
                .<DismissalOutcome>map(
                        _ -> new DismissalOutcome.Unchanged(idOf(order), statusOf(order)))
                .orElseGet(() -> new DismissalOutcome.Changed(List.of()));
    }

    private void dismiss(@Nullable LockedOrder order, PaymentRow row, Dismissal wish, Instant now) {
        new DecisionRow(row, wish, now).persist();
        row.dismiss(now);
        if (order != null) {
            setApart(order, row, now);
            payments.settle(order, now);
            if (order.state() instanceof OrderState.Canceled && !row.counted()) {
                row.reasons().dismissWith(ReviewReason.ORDER_CANCELED);
            }
        }
    }

    /**
     * An intent that was paid without counting can be paid no more (Stripe: PaymentIntent status
     * {@code succeeded} is final), so that its attempt would hold up the order's next for ever.
     */
    private static void setApart(LockedOrder order, PaymentRow row, Instant now) {
        if (row.counted() || !row.hasSucceeded()) {
            return;
        }
        AttemptRow.ofIntent(row.paymentIntentId())
                .or(() -> unlinked(order, row.attempt()))
                .filter(attempt -> attempt.orderId() == order.id() && !attempt.isClosed())
                .ifPresent(
                        attempt -> {
                            attempt.close(End.DISMISSED, now);
                            row.reasons().dismissWith(ReviewReason.UNLINKED_PAYMENT);
                        });
    }

    /** One whose link was lost: its key would get the same intent for ever. */
    private static Optional<AttemptRow> unlinked(LockedOrder order, @Nullable Long attempt) {
        return attempt == null
                ? Optional.empty()
                : AttemptRow.of(order.id(), attempt).filter(AttemptRow::isOpened);
    }

    private static @Nullable Long idOf(@Nullable LockedOrder order) {
        return order == null ? null : (Long) order.id();
    }

    private static @Nullable String statusOf(@Nullable LockedOrder order) {
        return order == null ? null : order.state().word();
    }

    /**
     * What an update leaves of an earlier decision: nothing, if it is about other money, another
     * currency or another order.
     *
     * @param received minor units, as told
     * @param currency as told
     */
    static void review(PaymentRow row, long received, String currency) {
        boolean stands =
                !row.reasons().anyDismissed()
                        || DecisionRow.latestOf(row.paymentIntentId())
                                .filter(made -> made.isOf(received, currency, row.orderId()))
                                .isPresent();
        if (!stands) {
            row.reasons().raiseAgain();
        }
    }
}
