package io.tollgate.contracts.payment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/payments/update}: what a Stripe payment intent now is.
 *
 * <p>Amounts are whole numbers in the currency's minor unit as Stripe counts it; times are Unix
 * seconds. What the intent's metadata say of the order may be absent (an intent can be found by its
 * id); where it is there, all of it has to fit. Refunds and disputes are told whole where they are
 * told: one that is left out is kept as it was.
 *
 * @param paymentIntentId Stripe payment intent, {@code pi_…}; not judged by its prefix
 * @param orderId {@code metadata.order_id}
 * @param orderRef {@code metadata.order_ref}
 * @param attempt {@code metadata.attempt}
 * @param userId {@code metadata.user_id}
 * @param environment {@code metadata.environment}
 * @param status Stripe's own word, forwarded verbatim
 * @param amount what was asked for
 * @param amountReceived what was paid
 * @param amountRefunded what went back, without refunds that failed
 * @param currency three lower-case letters
 * @param failureCode why the last try failed: Stripe's code, never its text
 * @param refunds each refund of the intent
 * @param disputes each dispute of the intent
 * @param sequence the caller's counter for this intent: higher is newer
 * @param occurredAt when the state was true at Stripe
 * @param eventId the Stripe event that decided this state
 * @param eventType the type of that event
 * @param livemode whether it is real money
 */
@Schema(
        name = "PaymentUpdate",
        requiredProperties = {
            "payment_intent_id",
            "status",
            "amount_received",
            "amount_refunded",
            "currency"
        })
public record PaymentUpdate(
        @Schema(examples = "pi_3PBz7rLk") String paymentIntentId,
        @Nullable Long orderId,
        @Nullable String orderRef,
        @Nullable Long attempt,
        @Nullable String userId,
        @Nullable String environment,
        @Schema(examples = "succeeded") String status,
        @Nullable Long amount,
        @Schema(examples = "1900") Long amountReceived,
        @Schema(examples = "0") Long amountRefunded,
        @Schema(examples = "usd") String currency,
        @Nullable String failureCode,
        @Nullable List<Refund> refunds,
        @Nullable List<Dispute> disputes,
        @Nullable Long sequence,
        @Nullable Long occurredAt,
        @Nullable String eventId,
        @Nullable String eventType,
        @Nullable Boolean livemode) {

    /**
     * A refund.
     *
     * @param refundId {@code re_…}
     * @param amount minor units
     * @param status Stripe's word: {@code succeeded} may still become {@code failed}
     * @param reason Stripe's word
     * @param created when it was made
     */
    @Schema(name = "Refund")
    public record Refund(
            String refundId,
            Long amount,
            String status,
            @Nullable String reason,
            @Nullable Long created) {}

    /**
     * A dispute: a chargeback, or an inquiry if its status begins with {@code warning_}.
     *
     * @param disputeId {@code dp_…} or {@code du_…}
     * @param amount minor units; may exceed what was paid
     * @param status Stripe's word
     * @param reason Stripe's word
     * @param created when it was opened
     */
    @Schema(name = "Dispute")
    public record Dispute(
            String disputeId,
            Long amount,
            String status,
            @Nullable String reason,
            @Nullable Long created) {}
}
