package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user may do now, and why. Times are Unix seconds.
 *
 * @param userId the product's user
 * @param plan the plan that counts now
 * @param status Stripe's word for the subscription behind it; null for the default plan
 * @param reason {@link PlanReason}, as a word
 * @param accessUntil when that plan ends if nothing new arrives; null for the default plan
 * @param since since when that plan counts; null if there never was a subscription
 * @param subscriptions every subscription considered, the one that counts first
 * @param seats how many seats per-seat limits are multiplied by
 * @param features what the plan has, by name, in catalogue order
 * @param resources limit and usage by resource name, in catalogue order
 */
@Schema(name = "QuotaSummary")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaSummary(
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "pro") String plan,
        @Schema(examples = "active", nullable = true) @Nullable String status,
        @Schema(examples = "subscribed") String reason,
        @Schema(examples = "1712688399", nullable = true) @Nullable Long accessUntil,
        @Schema(examples = "1710000000", nullable = true) @Nullable Long since,
        long seats,
        List<ConsideredSubscription> subscriptions,
        Map<String, Boolean> features,
        Map<String, ResourceQuota> resources) {

    /**
     * One subscription of the user, and what it is worth.
     *
     * @param subscriptionId Stripe subscription
     * @param plan the catalogue's plan; null while its price never mapped
     * @param status the last status whose meaning we know; null if there was none
     * @param quantity seats of the item that counts; null if not said
     * @param grants whether it gives access now
     * @param reason {@link PlanReason}, as a word
     * @param accessUntil when its access ends or ended; null if its state gives none
     */
    @Schema(name = "ConsideredSubscription")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ConsideredSubscription(
            String subscriptionId,
            @Schema(nullable = true) @Nullable String plan,
            @Schema(nullable = true) @Nullable String status,
            @Schema(nullable = true) @Nullable Long quantity,
            boolean grants,
            String reason,
            @Schema(nullable = true) @Nullable Long accessUntil) {}

    /**
     * One resource, in its own unit (pieces or bytes).
     *
     * @param limit the plan's limit; null when unlimited
     * @param unlimited whether the plan has no limit here
     * @param used what the user has
     * @param reserved what is promised but not yet used
     * @param remaining what still fits, never below 0; null when unlimited
     * @param overLimit whether the user has more than the plan allows, as after a downgrade
     * @param overBy how much more; 0 if not
     * @param soft whether the limit only warns
     * @param source {@code plan} or {@code override}: where the limit comes from
     * @param version the usage's version, for {@code If-Match} on a recount; 0 if never set
     */
    @Schema(name = "ResourceQuota")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ResourceQuota(
            @Schema(nullable = true) @Nullable Long limit,
            boolean unlimited,
            long used,
            long reserved,
            @Schema(nullable = true) @Nullable Long remaining,
            boolean overLimit,
            long overBy,
            boolean soft,
            @Schema(examples = "plan") String source,
            long version) {}
}
