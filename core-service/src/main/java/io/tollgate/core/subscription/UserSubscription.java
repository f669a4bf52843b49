package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as an entitlement sees it: its plan looked up in today's catalogue, its last known
 * status, and the times that bound access. Times are Unix seconds.
 *
 * @param plan null while its price never mapped
 * @param status null while only unknown ones were sent
 * @param quantity seats of the item that counts, if it says so
 */
public record UserSubscription(
        String subscriptionId,
        @Nullable Plan plan,
        @Nullable SubscriptionStatus status,
        @Nullable Long quantity,
        Times times) {

    /**
     * What bounds access.
     *
     * @param start of the current period
     * @param expiry of access, before any leeway
     * @param paidThrough end of the latest paid period
     * @param cancelAt when it is scheduled to end
     * @param trialEnd when its trial ends
     */
    public record Times(
            long start,
            long expiry,
            @Nullable Long paidThrough,
            @Nullable Long cancelAt,
            @Nullable Long trialEnd) {}
}
