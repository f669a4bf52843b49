package io.tollgate.contracts.subscription;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/subscription/update}: what a Stripe subscription now is.
 *
 * <p>The first six fields are required and enough. Times are Unix seconds. An update replaces the
 * whole state it speaks of: an optional field that is absent means "not known", not "as before".
 *
 * @param customerId Stripe customer, {@code cus_…}; not judged by its prefix
 * @param subscriptionId Stripe subscription, {@code sub_…}; not judged by its prefix
 * @param planId Stripe price id of the first item
 * @param startDate start of the current period
 * @param expiryDate when access by this state ends, before any leeway of core's catalogue
 * @param status Stripe's own word, forwarded verbatim; an unknown one is a warning, not an error
 * @param userId the product's user, where the caller knows it
 * @param eventId the Stripe event that decided this state
 * @param eventType the type of that event
 * @param occurredAt when the state was true at Stripe
 * @param sequence the caller's counter for this subscription: higher is newer
 * @param items all items, so that core can pick the one its catalogue knows
 * @param paidThrough end of the latest paid period
 * @param cancelAt when the subscription is scheduled to end
 * @param trialEnd when its trial ends
 * @param livemode whether it is real money
 */
@Schema(
        name = "SubscriptionUpdate",
        requiredProperties = {
            "customer_id",
            "subscription_id",
            "plan_id",
            "start_date",
            "expiry_date",
            "status"
        })
public record SubscriptionUpdate(
        @Schema(examples = "cus_Q2h8sKx1") String customerId,
        @Schema(examples = "sub_1PBz7rLk") String subscriptionId,
        @Schema(examples = "price_pro_monthly") String planId,
        @Schema(examples = "1710000000") Long startDate,
        @Schema(examples = "1712688399") Long expiryDate,
        @Schema(examples = "active") String status,
        @Nullable String userId,
        @Nullable String eventId,
        @Nullable String eventType,
        @Nullable Long occurredAt,
        @Nullable Long sequence,
        @Nullable List<Item> items,
        @Nullable Long paidThrough,
        @Nullable Long cancelAt,
        @Nullable Long trialEnd,
        @Nullable Boolean livemode) {

    /**
     * One item of the subscription, with the period and expiry that hold if it is the one that
     * counts.
     *
     * @param planId Stripe price id
     * @param quantity seats; absent for metered prices
     * @param startDate start of the item's current period, Unix seconds
     * @param expiryDate end of access by this item, Unix seconds
     */
    @Schema(name = "SubscriptionUpdateItem")
    public record Item(String planId, @Nullable Long quantity, Long startDate, Long expiryDate) {}

    /** The six fields alone, as curl or an older caller sends them. */
    public static SubscriptionUpdate of(
            String customerId,
            String subscriptionId,
            String planId,
            long startDate,
            long expiryDate,
            String status) {
        return new SubscriptionUpdate(
                customerId,
                subscriptionId,
                planId,
                startDate,
                expiryDate,
                status,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
