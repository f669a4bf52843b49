package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link QuotaCheck}. Amounts are in the resource's unit (pieces or bytes). Reasons
 * travel as words; a caller decides by {@code allowed} and shows the rest.
 *
 * @param allowed whether the amount still fits
 * @param plan the plan that counts now
 * @param status Stripe's word for the subscription behind it; null for the default plan
 * @param limit the plan's limit; null when unlimited
 * @param unlimited whether the plan has no limit here
 * @param used what the user has
 * @param reserved what is promised but not yet used
 * @param requested the amount asked for
 * @param reason {@link LimitReason}, as a word
 * @param planReason {@link PlanReason}, as a word: why this plan
 * @param since since when that plan counts, Unix seconds: the start of the subscription's period,
 *     or when the last access ended; null if there never was any
 */
@Schema(name = "QuotaDecision")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaDecision(
        boolean allowed,
        @Schema(examples = "pro") String plan,
        @Schema(examples = "active", nullable = true) @Nullable String status,
        @Schema(examples = "20", nullable = true) @Nullable Long limit,
        boolean unlimited,
        long used,
        long reserved,
        long requested,
        @Schema(examples = "within_limit") String reason,
        @Schema(examples = "subscribed") String planReason,
        @Schema(examples = "1710000000", nullable = true) @Nullable Long since) {}
