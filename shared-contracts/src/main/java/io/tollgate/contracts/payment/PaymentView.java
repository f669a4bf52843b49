package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What core-service holds about one payment intent. Amounts are minor units, times Unix seconds.
 *
 * @param paymentIntentId Stripe payment intent
 * @param orderId the order it is for; null if that is not known
 * @param orderStatus that order's status
 * @param attempt the attempt of that order
 * @param userId whose order it is
 * @param status the word last told; {@code opened} before anything was
 * @param currency three lower-case letters
 * @param amount what was asked for
 * @param amountReceived what was paid
 * @param amountRefunded what went back
 * @param failureCode why the last try failed
 * @param refunds its refunds
 * @param disputes its disputes
 * @param review why a person has to look at it
 * @param sequence the highest sequence seen
 * @param createdAt when core first heard of it
 * @param updatedAt when core last changed it
 */
@Schema(name = "PaymentView")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentView(
        String paymentIntentId,
        @Schema(nullable = true) @Nullable Long orderId,
        @Schema(nullable = true) @Nullable String orderStatus,
        @Schema(nullable = true) @Nullable Long attempt,
        @Schema(nullable = true) @Nullable String userId,
        String status,
        String currency,
        long amount,
        long amountReceived,
        long amountRefunded,
        @Schema(nullable = true) @Nullable String failureCode,
        List<PaymentUpdate.Refund> refunds,
        List<PaymentUpdate.Dispute> disputes,
        List<String> review,
        @Schema(nullable = true) @Nullable Long sequence,
        long createdAt,
        long updatedAt) {

    /** The status of an intent nothing was told of yet. */
    public static final String OPENED = "opened";
}
