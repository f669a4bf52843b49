package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link QuotaCheck}. Amounts are in the resource's unit (pieces or bytes). Reasons
 * travel as words; a caller decides by {@code allowed} and shows the rest.
 *
 * @param allowed whether the amount still fits, or the plan has the feature
 * @param plan the plan that counts now
 * @param status Stripe's word for the subscription behind it; null for the default plan
 * @param limit the plan's limit; null when unlimited
 * @param unlimited whether the plan has no limit here
 * @param used what the user has
 * @param reserved what is promised but not yet used
 * @param requested the amount asked for
 * @param reason {@link LimitReason}, as a word
 * @param planReason {@link PlanReason}, as a word: why this plan
 * @param accessUntil when that plan ends if nothing new arrives, grace included; null for the
 *     default plan
 * @param overBy how much the user has over the limit, as after a downgrade; 0 if not
 * @param overSoftLimit whether the amount passes a soft limit: allowed, but worth a word
 * @param decidedAt Unix seconds to the microsecond: {@code explain?at=} takes it, and gives this
 *     decision again unless something changed while it was read; a check holds no counter
 * @param catalogue the version of the catalogue that was in force where it was decided: {@code
 *     explain?catalogue=} takes it; null from a version of core that did not say
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
        @Schema(examples = "1710000000", nullable = true) @Nullable Long since,
        @Schema(examples = "1712688399", nullable = true) @Nullable Long accessUntil,
        long overBy,
        boolean overSoftLimit,
        @Schema(examples = "1710000000.123456") BigDecimal decidedAt,
        @Schema(examples = "0123456789abcdef", nullable = true) @Nullable String catalogue) {}
