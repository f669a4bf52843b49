package io.tollgate.local.stripe;

import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is at Stripe at one moment. Times are Unix seconds.
 *
 * @param id {@code sub_…}
 * @param customer {@code cus_…}
 * @param item {@code si_…}, the one item's id, which survives a change of price
 * @param created when it was made
 * @param status Stripe's word
 * @param price the price of its one item
 * @param periodStart start of the current period
 * @param periodEnd end of the current period
 * @param cancelAt when it is to end, if that is known
 * @param canceledAt when somebody asked for that
 * @param endedAt when it did end
 */
public record Subscription(
        String id,
        String customer,
        String item,
        long created,
        String status,
        String price,
        long periodStart,
        long periodEnd,
        @Nullable Long cancelAt,
        @Nullable Long canceledAt,
        @Nullable Long endedAt) {

    /** Stripe's monthly period, near enough. */
    public static final long MONTH = 30L * 24 * 60 * 60;

    /** A new one whose first payment is still open. */
    public static Subscription incomplete(Ids ids, String customer, String price, long created) {
        return new Subscription(
                ids.next("sub_"),
                customer,
                ids.next("si_"),
                created,
                "incomplete",
                price,
                created,
                created + MONTH,
                null,
                null,
                null);
    }

    public Subscription withStatus(String newStatus) {
        return new Subscription(
                id,
                customer,
                item,
                created,
                newStatus,
                price,
                periodStart,
                periodEnd,
                cancelAt,
                canceledAt,
                endedAt);
    }

    public Subscription withPrice(String newPrice) {
        return new Subscription(
                id,
                customer,
                item,
                created,
                status,
                newPrice,
                periodStart,
                periodEnd,
                cancelAt,
                canceledAt,
                endedAt);
    }

    /** The next period has begun. */
    public Subscription renewed() {
        return new Subscription(
                id,
                customer,
                item,
                created,
                status,
                price,
                periodEnd,
                periodEnd + MONTH,
                cancelAt,
                canceledAt,
                endedAt);
    }

    /** It stays what it is until the period ends, and is not renewed. */
    public Subscription cancelledAtPeriodEnd(long requestedAt) {
        return new Subscription(
                id,
                customer,
                item,
                created,
                status,
                price,
                periodStart,
                periodEnd,
                periodEnd,
                requestedAt,
                endedAt);
    }

    /** It is over. */
    public Subscription ended(long at) {
        return new Subscription(
                id,
                customer,
                item,
                created,
                "canceled",
                price,
                periodStart,
                periodEnd,
                cancelAt,
                canceledAt == null ? Long.valueOf(at) : canceledAt,
                at);
    }
}
