package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a user may or may not take of a resource, as core knew it right before a moment: from the
 * Stripe event to the decision. Times are Unix seconds; those with decimals are exact to the
 * microsecond.
 *
 * @param at the moment
 * @param inWords the same for people, one sentence for each link of the chain
 * @param event what made the subscription that counts what it was; null without one
 * @param policy what its status is worth; null without a subscription
 * @param limit what the plan or a person allows
 * @param usage how the counter stood
 * @param decision what was, or would have been, decided then
 * @param recorded what the ledger keeps of that very moment; null if nothing changed then
 */
@Schema(name = "QuotaExplanation")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaExplanation(
        String userId,
        String resource,
        @Schema(examples = "1710000000.123456") BigDecimal at,
        List<String> inWords,
        @Schema(nullable = true) @Nullable Event event,
        @Schema(nullable = true) @Nullable Policy policy,
        LimitSource limit,
        UsageThen usage,
        QuotaDecision decision,
        @Schema(nullable = true) @Nullable Recorded recorded) {

    /**
     * The change that counts.
     *
     * @param eventId the Stripe event; null if the caller named none
     * @param occurredAt when it was true at Stripe
     * @param receivedAt since when core knew
     * @param reason why it was applied
     * @param planId the Stripe price
     */
    @Schema(name = "ExplainedEvent")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Event(
            String subscriptionId,
            @Schema(nullable = true) @Nullable String eventId,
            @Schema(nullable = true) @Nullable String eventType,
            @Schema(nullable = true) @Nullable Long occurredAt,
            BigDecimal receivedAt,
            String reason,
            String planId,
            @Schema(nullable = true) @Nullable Long quantity) {}

    /**
     * What a status is worth.
     *
     * @param status Stripe's word; null if none was known
     * @param rule the catalogue's word for it; null without a known status
     * @param grants whether it gave access at that moment
     * @param reason {@link PlanReason}, as a word
     * @param accessUntil when that ends or ended; null if it gives none
     */
    @Schema(name = "ExplainedPolicy")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Policy(
            @Schema(nullable = true) @Nullable String status,
            @Schema(nullable = true) @Nullable String rule,
            boolean grants,
            String reason,
            @Schema(nullable = true) @Nullable Long accessUntil) {}

    /**
     * Where the limit comes from.
     *
     * @param plan the plan that counted
     * @param catalogue the version of the catalogue
     * @param amount the limit; null if unlimited, or a feature
     * @param perSeat whether the plan's limit was multiplied by seats
     * @param soft whether it only warns
     * @param overrideReason why a person set it; null if the plan's counts
     * @param overrideSetBy who
     * @param overrideEndsAt until when
     */
    @Schema(name = "ExplainedLimit")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record LimitSource(
            String plan,
            String catalogue,
            @Schema(nullable = true) @Nullable Long amount,
            boolean perSeat,
            long seats,
            boolean soft,
            @Schema(nullable = true) @Nullable String overrideReason,
            @Schema(nullable = true) @Nullable String overrideSetBy,
            @Schema(nullable = true) @Nullable Long overrideEndsAt) {}

    /**
     * The counter.
     *
     * @param lastChange the word in the ledger for what changed it last; null if nothing ever did
     * @param lastCause the idempotency key or reservation of that
     * @param lastChangeAt when that was
     */
    @Schema(name = "ExplainedUsage")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record UsageThen(
            long used,
            long reserved,
            @Schema(nullable = true) @Nullable String lastChange,
            @Schema(nullable = true) @Nullable String lastCause,
            @Schema(nullable = true) @Nullable BigDecimal lastChangeAt) {}

    /**
     * A line of the ledger.
     *
     * @param kind what was done
     * @param limit the limit it was decided by; null if unlimited, or nothing was decided
     */
    @Schema(name = "ExplainedRecord")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Recorded(
            String kind,
            long amount,
            @Schema(nullable = true) @Nullable String plan,
            @Schema(nullable = true) @Nullable Long limit,
            @Schema(nullable = true) @Nullable String catalogue,
            @Schema(nullable = true) @Nullable String cause) {}
}
