package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.ReviewReason;
import io.tollgate.core.order.LockedOrder;
import io.tollgate.core.order.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payment counts for its order, or why a person has to look at it. Pure; every rule about
 * what fits is in here.
 *
 * @param counts whether its money is the order's
 * @param review empty if nobody has to look
 */
record Judgement(boolean counts, List<String> review) {

    /** Statuses in which the money is taken or on its way (Stripe: PaymentIntent status). */
    private static final Set<String> AT_STAKE =
            Set.of("succeeded", "processing", "requires_capture");

    /**
     * What is known of a payment here.
     *
     * @param order the order it is for, as far as there is one
     * @param attempt the attempt its intent belongs to
     * @param counted whether it counts already: what was paid never becomes unpaid
     * @param rival whether another payment counts for the order
     */
    record Standing(
            @Nullable LockedOrder order,
            @Nullable AttemptRow attempt,
            boolean counted,
            boolean rival) {}

    static Judgement of(Standing standing, PaymentUpdate update) {
        List<ReviewReason> faults = faults(standing, update);
        boolean paid = update.status().equals("succeeded") && update.amountReceived() > 0;
        boolean counts = standing.counted() || (paid && faults.isEmpty());
        return new Judgement(
                counts,
                hasGoneBack(update) ? List.of() : faults.stream().map(ReviewReason::wire).toList());
    }

    static boolean hasGoneBack(PaymentUpdate update) {
        List<PaymentUpdate.Dispute> disputes = update.disputes();
        return hasGoneBack(
                update.amountReceived(),
                update.amountRefunded(),
                disputes == null ? List.of() : disputes);
    }

    /** Nothing is left of it that could be in the wrong place: refunded, or lost in a dispute. */
    static boolean hasGoneBack(long received, long refunded, List<PaymentUpdate.Dispute> disputes) {
        long lost =
                disputes.stream()
                        .filter(dispute -> dispute.status().equals("lost"))
                        .mapToLong(PaymentUpdate.Dispute::amount)
                        .sum();
        return received > 0 && refunded + lost >= received;
    }

    private static List<ReviewReason> faults(Standing standing, PaymentUpdate update) {
        List<ReviewReason> faults = new ArrayList<>();
        if (!AT_STAKE.contains(update.status()) && update.amountReceived() == 0) {
            return faults;
        }
        LockedOrder order = standing.order();
        if (order == null) {
            faults.add(ReviewReason.UNKNOWN_ORDER);
            return faults;
        }
        AttemptRow attempt = standing.attempt();
        if (attempt == null || (attempt.isClosed() && !standing.counted())) {
            faults.add(ReviewReason.UNLINKED_PAYMENT);
        }
        if (!fits(order, attempt, update)) {
            faults.add(ReviewReason.METADATA_DIFFERS);
        }
        if (!isAmountOf(order, update)) {
            faults.add(ReviewReason.AMOUNT_DIFFERS);
        }
        if (!order.currency().equals(update.currency())) {
            faults.add(ReviewReason.CURRENCY_DIFFERS);
        }
        if (standing.rival()) {
            faults.add(ReviewReason.SECOND_PAYMENT);
        }
        if (order.state() instanceof OrderState.Canceled) {
            faults.add(ReviewReason.ORDER_CANCELED);
        }
        return faults;
    }

    private static boolean isAmountOf(LockedOrder order, PaymentUpdate update) {
        boolean asked = update.amount() == null || update.amount() == order.amount();
        return asked && (update.amountReceived() == 0 || update.amountReceived() == order.amount());
    }

    /** Whether all that the metadata say is so; what they do not say is no fault. */
    static boolean fits(LockedOrder order, @Nullable AttemptRow attempt, PaymentUpdate update) {
        return agrees(update.orderId(), order.id())
                && agrees(update.orderRef(), order.ref())
                && agrees(update.userId(), order.userId())
                && (attempt == null
                        || (agrees(update.attempt(), attempt.attempt())
                                && agrees(update.environment(), attempt.environment())));
    }

    private static boolean agrees(@Nullable Object said, Object known) {
        return said == null || Objects.equals(said, known);
    }
}
