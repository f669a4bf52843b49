package io.tollgate.billing.normalise;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as one event, or a fetch from Stripe, shows it, in our words. All times are Unix
 * seconds.
 *
 * @param eventId the event that shows it, or a name of the fetch
 * @param eventType that event's type, or {@link #FETCHED}
 * @param created when Stripe made the event or answered; whole seconds, so several can share one
 * @param livemode whether it is real money
 * @param subscriptionId the lane's subscription
 * @param customerId whose it is
 * @param userId {@code metadata.user_id}, where the product has set it
 * @param status Stripe's own word; a deleted subscription is {@code canceled}
 * @param start start of the subscription itself, for items that show no period
 * @param items its items in Stripe's order; never empty
 * @param itemsTruncated Stripe sends ten items at most; there are more
 * @param cancelAt when it is scheduled to end
 * @param trialEnd when its trial ends or ended
 * @param endedAt when it ended, where it has
 * @param pausedAt when it was paused, where it is
 */
public record Snapshot(
        String eventId,
        String eventType,
        long created,
        @Nullable Boolean livemode,
        String subscriptionId,
        String customerId,
        @Nullable String userId,
        String status,
        long start,
        List<Item> items,
        boolean itemsTruncated,
        @Nullable Long cancelAt,
        @Nullable Long trialEnd,
        @Nullable Long endedAt,
        @Nullable Long pausedAt) {

    /** Stands in the place of an event's type in what was fetched from Stripe. */
    public static final String FETCHED = "fetched";

    /** Statuses that nothing leads out of (Stripe: subscription lifecycle). */
    private static final Set<String> TERMINAL = Set.of("canceled", "incomplete_expired");

    public Snapshot {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a subscription has at least one item");
        }
    }

    /**
     * One price of the subscription and its own period.
     *
     * @param itemId {@code si_…}; empty for payloads from before items
     * @param price Stripe price id
     * @param quantity seats; null for metered prices
     * @param periodStart start of the current period
     * @param periodEnd end of the current period
     */
    public record Item(
            String itemId,
            String price,
            @Nullable Long quantity,
            @Nullable Long periodStart,
            @Nullable Long periodEnd) {}

    /** The same, of this user. */
    public Snapshot ofUser(String user) {
        return new Snapshot(
                eventId,
                eventType,
                created,
                livemode,
                subscriptionId,
                customerId,
                user,
                status,
                start,
                items,
                itemsTruncated,
                cancelAt,
                trialEnd,
                endedAt,
                pausedAt);
    }

    /** Whether nothing can follow. */
    public boolean terminal() {
        return isTerminal(status);
    }

    /** Whether nothing can follow this status. */
    static boolean isTerminal(String status) {
        return TERMINAL.contains(status);
    }
}
