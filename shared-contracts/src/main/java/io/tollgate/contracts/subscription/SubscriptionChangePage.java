package io.tollgate.contracts.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a subscription, newest first. Repeats that changed nothing are not kept.
 *
 * @param data the page, at most {@code limit} entries
 * @param next what to send as {@code before} for the next page; null on the last one
 */
@Schema(name = "SubscriptionChangePage")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SubscriptionChangePage(
        List<SubscriptionChange> data, @Schema(nullable = true) @Nullable String next) {

    /**
     * One update that changed a subscription or was refused. Times are Unix seconds.
     *
     * @param changeId grows with every change
     * @param receivedAt when core took it
     * @param outcome {@code applied}, {@code stale}, {@code terminal} or {@code sequence_conflict}
     * @param reason why: {@code first_state}, {@code newer_state}, {@code remapped}, {@code
     *     older_sequence}, {@code older_time}, {@code already_ended} or {@code
     *     same_sequence_other_content}; others may come
     * @param link what became of the user it named: {@code linked}, {@code already_linked} or
     *     {@code refused}; null if it named none
     * @param sequence the caller's counter
     * @param occurredAt when it was true at Stripe
     * @param eventId the Stripe event
     * @param eventType its type
     * @param sent what the update said
     * @param before what was held; null for the first state, or if nothing was changed
     * @param after what is held since; null if nothing was changed
     */
    @Schema(name = "SubscriptionChange")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record SubscriptionChange(
            long changeId,
            long receivedAt,
            String outcome,
            String reason,
            @Schema(nullable = true) @Nullable String link,
            @Schema(nullable = true) @Nullable Long sequence,
            @Schema(nullable = true) @Nullable Long occurredAt,
            @Schema(nullable = true) @Nullable String eventId,
            @Schema(nullable = true) @Nullable String eventType,
            State sent,
            @Schema(nullable = true) @Nullable State before,
            @Schema(nullable = true) @Nullable State after) {}

    /**
     * A subscription at some moment, shortly.
     *
     * @param status Stripe's word
     * @param planId Stripe price id
     * @param plan the plan that price mapped to then; null in what was sent, or if it never did
     * @param startDate start of the period
     * @param expiryDate when access ends, before any leeway
     * @param paidThrough end of the latest paid period
     * @param cancelAt when it is scheduled to end
     */
    @Schema(name = "SubscriptionThen")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record State(
            String status,
            String planId,
            @Schema(nullable = true) @Nullable String plan,
            long startDate,
            long expiryDate,
            @Schema(nullable = true) @Nullable Long paidThrough,
            @Schema(nullable = true) @Nullable Long cancelAt) {}
}
