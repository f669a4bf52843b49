package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The refund, as Stripe has it now. What it means for the order core hears from Stripe.
 *
 * @param refundId {@code re_…}
 * @param amount minor units
 * @param status Stripe's word; one that succeeded may still fail later
 */
@Schema(name = "RefundMade")
public record RefundMade(
        String refundId, String paymentIntentId, long amount, String currency, String status) {

    static RefundMade of(JsonNode refund) {
        return new RefundMade(
                refund.path("id").asText(),
                refund.path("payment_intent").asText(),
                refund.path("amount").asLong(),
                refund.path("currency").asText(),
                refund.path("status").asText());
    }
}
