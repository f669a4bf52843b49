package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.core.order.LockedOrder;
import io.tollgate.core.order.Orders;
import io.tollgate.core.payment.Judgement.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes an update: lock the order, then the payment; decide; write both and the log, in one short
 * transaction. A refusal is committed too, so that the log keeps it.
 */
@ApplicationScoped
class PaymentUpdates {

    private final Orders orders;
    private final Payments payments;
    private final Clock clock;

    PaymentUpdates(Orders orders, Payments payments, Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.clock = clock;
    }

    @Transactional
    UpdateOutcome take(PaymentUpdate update) {
        Optional<LockedOrder> found = orderOf(update).flatMap(orders::lock);
        boolean namesOne = update.orderId() != null || update.orderRef() != null;
        if (found.isEmpty() && !namesOne && !PaymentRow.isKnown(update.paymentIntentId())) {
            return new UpdateOutcome.Unrelated();
        }
        LockedOrder order = found.orElse(null);
        Instant now = clock.instant();
        PaymentRow row = PaymentRow.lock(update.paymentIntentId(), order, update.currency(), now);
        String hash = Content.hash(update);
        return switch (Newness.of(row, update, hash)) {
            case NEWER -> applied(order, row, update, hash, now);
            case SAME -> {
                row.seen(update);
                settle(order, row, now);
                yield taken(PaymentUpdateResult.UNCHANGED, order, row);
            }
            case OLDER -> {
                log(update, PaymentUpdateResult.STALE, order, row, now);
                yield taken(PaymentUpdateResult.STALE, order, row);
            }
            case CONFLICT -> {
                UpdateOutcome conflict = new UpdateOutcome.SequenceConflict();
                log(update, conflict.outcome(), order, row, now);
                yield conflict;
            }
        };
    }

    /** By its link first, which is ours; by what its metadata say else. */
    private Optional<Long> orderOf(PaymentUpdate update) {
        return PaymentRow.orderOf(update.paymentIntentId())
                .or(() -> Optional.ofNullable(update.orderRef()).flatMap(orders::idOf));
    }

    private UpdateOutcome applied(
            @Nullable LockedOrder order,
            PaymentRow row,
            PaymentUpdate update,
            String hash,
            Instant now) {
        if (order != null) {
            row.belongsTo(order);
        }
        String before = order == null ? null : order.state().word();
        AttemptRow attempt = order == null ? null : attemptOf(order, update);
        boolean rival = order != null && hasRival(order, row);
        Judgement judgement =
                Judgement.of(new Standing(order, attempt, row.counted(), rival), update);
        Dismissals.review(row, update.amountReceived(), update.currency());
        row.write(update, attempt, judgement, hash, now);
        if (!row.counted()) {
            row.reasons().dismissConsequences();
        }
        keepExtras(update);
        if (attempt != null) {
            closeIfOver(attempt, row, update, now);
        }
        if (order != null) {
            payments.settle(order, now);
        }
        new ChangeRow(update, PaymentUpdateResult.APPLIED, now)
                .order(before, order == null ? null : order.state().word(), row.review())
                .persist();
        return taken(PaymentUpdateResult.APPLIED, order, row);
    }

    /** An earlier version beside this one may have raised again what a person has dismissed. */
    private void settle(@Nullable LockedOrder order, PaymentRow row, Instant now) {
        Dismissals.review(row, row.amountReceived(), row.currency());
        if (row.reasons().settle() && order != null) {
            payments.settle(order, now);
        }
    }

    /**
     * The attempt an intent belongs to. One whose link was never written, since whoever made it
     * died, is known by its metadata, all of which have to fit.
     */
    private static @Nullable AttemptRow attemptOf(LockedOrder order, PaymentUpdate update) {
        Optional<AttemptRow> linked = AttemptRow.ofIntent(update.paymentIntentId());
        if (linked.isPresent() || update.attempt() == null || update.orderRef() == null) {
            return linked.filter(attempt -> attempt.orderId() == order.id()).orElse(null);
        }
        Optional<AttemptRow> named =
                AttemptRow.of(order.id(), update.attempt())
                        .filter(AttemptRow::isOpened)
                        .filter(attempt -> Judgement.fits(order, attempt, update));
        named.ifPresent(attempt -> attempt.link(update.paymentIntentId()));
        return named.orElse(null);
    }

    private static boolean hasRival(LockedOrder order, PaymentRow row) {
        return PaymentRow.ofOrder(order.id()).stream()
                .anyMatch(
                        other ->
                                other.counted()
                                        && !other.paymentIntentId().equals(row.paymentIntentId()));
    }

    private static void keepExtras(PaymentUpdate update) {
        PaymentRow.flush();
        if (update.refunds() != null) {
            update.refunds().forEach(refund -> RefundRow.keep(update.paymentIntentId(), refund));
        }
        if (update.disputes() != null) {
            update.disputes()
                    .forEach(dispute -> DisputeRow.keep(update.paymentIntentId(), dispute));
        }
    }

    /** An intent that was cancelled, or whose misfit money has gone back, holds up no other. */
    private static void closeIfOver(
            AttemptRow attempt, PaymentRow row, PaymentUpdate update, Instant now) {
        if (attempt.isClosed()) {
            return;
        }
        boolean returned = !row.counted() && Judgement.hasGoneBack(update);
        if (update.status().equals("canceled")) {
            attempt.close(End.CANCELED, now);
        } else if (returned) {
            attempt.close(End.RETURNED, now);
        }
    }

    private static UpdateOutcome.Taken taken(
            String word, @Nullable LockedOrder order, PaymentRow row) {
        return new UpdateOutcome.Taken(
                word,
                order == null ? null : (Long) order.id(),
                order == null ? null : order.state().word(),
                row.review(),
                row.sequence());
    }

    private static void log(
            PaymentUpdate update,
            String outcome,
            @Nullable LockedOrder order,
            PaymentRow row,
            Instant now) {
        String status = order == null ? null : order.state().word();
        new ChangeRow(update, outcome, now).order(status, status, row.review()).persist();
    }
}
