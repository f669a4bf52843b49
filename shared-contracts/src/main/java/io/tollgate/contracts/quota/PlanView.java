package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.contracts.quota.QuotaSummary.ConsideredSubscription;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user's own plan: answer to {@code GET /api/subscription}. Times are Unix seconds.
 *
 * @param plan the plan that counts now
 * @param status Stripe's word for the subscription behind it; null for the default plan
 * @param reason {@link PlanReason}, as a word
 * @param accessUntil when that plan ends if nothing new arrives; null for the default plan
 * @param graceUntil the same while a payment is overdue: pay before; null otherwise
 * @param since since when that plan counts; null if there never was a subscription
 * @param seats how many seats it is for
 * @param subscriptions every subscription considered, the one that counts first
 */
@Schema(name = "PlanView")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PlanView(
        @Schema(examples = "pro") String plan,
        @Schema(examples = "past_due", nullable = true) @Nullable String status,
        @Schema(examples = "payment_overdue") String reason,
        @Schema(nullable = true) @Nullable Long accessUntil,
        @Schema(nullable = true) @Nullable Long graceUntil,
        @Schema(nullable = true) @Nullable Long since,
        long seats,
        List<ConsideredSubscription> subscriptions) {

    /** The plan's part of all that a user may do. */
    public static PlanView of(QuotaSummary summary) {
        boolean grace = summary.reason().equals(PlanReason.PAYMENT_OVERDUE.wire());
        return new PlanView(
                summary.plan(),
                summary.status(),
                summary.reason(),
                summary.accessUntil(),
                grace ? summary.accessUntil() : null,
                summary.since(),
                summary.seats(),
                summary.subscriptions());
    }
}
