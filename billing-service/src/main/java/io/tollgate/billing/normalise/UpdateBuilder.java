package io.tollgate.billing.normalise;

import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a snapshot and what has been paid into the update for core. Here stands the rule for when
 * access ends; leeways are core's.
 */
public final class UpdateBuilder {

    /** The event that made us look; both null if none did. */
    public record Cause(@Nullable String eventId, @Nullable String eventType) {

        /** Nothing made us look but ourselves. */
        public static final Cause NONE = new Cause(null, null);

        /** The event that shows this snapshot. */
        public static Cause of(Snapshot shown) {
            return new Cause(shown.eventId(), shown.eventType());
        }
    }

    private UpdateBuilder() {}

    /**
     * The update; empty if the snapshot shows no period at all.
     *
     * @param paidThrough end of the latest paid period, Unix seconds, if any is known
     * @param cause the event it came from, as far as there is one
     * @param asOf when this was the state, Unix seconds
     * @param sequence the claim's, which orders updates at core
     */
    public static Optional<SubscriptionUpdate> build(
            Snapshot now, @Nullable Long paidThrough, Cause cause, long asOf, long sequence) {
        List<SubscriptionUpdate.Item> items =
                now.items().stream()
                        .flatMap(item -> item(now, item, paidThrough).stream())
                        .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        SubscriptionUpdate.Item first = items.getFirst();
        return Optional.of(
                new SubscriptionUpdate(
                        now.customerId(),
                        now.subscriptionId(),
                        first.planId(),
                        first.startDate(),
                        first.expiryDate(),
                        now.status(),
                        now.userId(),
                        cause.eventId(),
                        cause.eventType(),
                        asOf,
                        sequence,
                        items,
                        // What is paid after the end is no part of how it ended: left out, so that
                        // the end reads the same whether the invoice came before or after it.
                        now.terminal() ? null : paidThrough,
                        now.cancelAt(),
                        now.trialEnd(),
                        now.livemode()));
    }

    private static Optional<SubscriptionUpdate.Item> item(
            Snapshot now, Snapshot.Item item, @Nullable Long paidThrough) {
        long start = item.periodStart() == null ? now.start() : item.periodStart();
        Long expiry = expiry(now, item, start, paidThrough);
        return expiry == null
                ? Optional.empty()
                : Optional.of(
                        new SubscriptionUpdate.Item(item.price(), item.quantity(), start, expiry));
    }

    /**
     * When access by this item ends, Unix seconds.
     *
     * <p>A past due or unpaid subscription has already rolled into the period nobody paid for, so
     * its own period end must not count.
     */
    private static @Nullable Long expiry(
            Snapshot now, Snapshot.Item item, long start, @Nullable Long paidThrough) {
        Long end = item.periodEnd();
        return switch (now.status()) {
            case "canceled" -> now.endedAt() == null ? (Long) now.created() : now.endedAt();
            case "incomplete", "incomplete_expired" -> (Long) start;
            case "past_due", "unpaid" -> paidThrough == null ? (Long) start : paidThrough;
            case "paused" -> paused(now, end);
            case "trialing" ->
                    earlier(now.trialEnd() == null ? end : now.trialEnd(), now.cancelAt());
            default -> earlier(end, now.cancelAt());
        };
    }

    private static Long paused(Snapshot now, @Nullable Long end) {
        if (now.pausedAt() != null) {
            return now.pausedAt();
        }
        return end == null ? (Long) now.created() : (Long) Math.min(end, now.created());
    }

    private static @Nullable Long earlier(@Nullable Long end, @Nullable Long cancelAt) {
        if (end == null || cancelAt == null) {
            return end == null ? cancelAt : end;
        }
        return (Long) Math.min(end, cancelAt);
    }
}
