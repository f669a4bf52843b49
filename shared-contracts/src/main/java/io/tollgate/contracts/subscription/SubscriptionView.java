package io.tollgate.contracts.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What core-service holds about one subscription. Times are Unix seconds.
 *
 * @param subscriptionId Stripe subscription
 * @param customerId Stripe customer
 * @param userId the product's user the customer belongs to; null while unlinked
 * @param planId Stripe price id that counts, of the item core picked
 * @param plan the catalogue's plan for it; null while the price never mapped
 * @param priceMapped whether the catalogue has a plan for that price now; otherwise {@code plan} is
 *     the one it last mapped to; null from an older core
 * @param startDate start of the current period
 * @param expiryDate when access ends, before any leeway
 * @param status the word the caller last sent
 * @param sequence the highest sequence seen; null if none was ever sent
 * @param occurredAt when the newest state was true at Stripe
 * @param paidThrough end of the latest paid period
 * @param cancelAt when it is scheduled to end
 * @param trialEnd when its trial ends
 * @param livemode whether it is real money; null if never said
 * @param eventId the Stripe event that decided this state
 * @param items all items as sent; null if the caller sent none
 * @param updatedAt when core last changed its state
 */
@Schema(name = "SubscriptionView")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SubscriptionView(
        String subscriptionId,
        String customerId,
        @Schema(nullable = true) @Nullable String userId,
        String planId,
        @Schema(nullable = true) @Nullable String plan,
        @Schema(nullable = true) @Nullable Boolean priceMapped,
        long startDate,
        long expiryDate,
        String status,
        @Schema(nullable = true) @Nullable Long sequence,
        @Schema(nullable = true) @Nullable Long occurredAt,
        @Schema(nullable = true) @Nullable Long paidThrough,
        @Schema(nullable = true) @Nullable Long cancelAt,
        @Schema(nullable = true) @Nullable Long trialEnd,
        @Schema(nullable = true) @Nullable Boolean livemode,
        @Schema(nullable = true) @Nullable String eventId,
        @Schema(nullable = true) @Nullable List<SubscriptionUpdate.Item> items,
        long updatedAt) {}
