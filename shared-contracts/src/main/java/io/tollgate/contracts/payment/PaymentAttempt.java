package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One try to pay an order, with the amount pinned from the order when it was opened. An order has
 * one open attempt at most, and an attempt one payment intent.
 *
 * @param orderId the order
 * @param orderRef the order's random reference; with the number it makes Stripe's idempotency key
 * @param attempt its number, from 1
 * @param userId whose order it is
 * @param amount minor units
 * @param currency three lower-case letters
 * @param environment the caller's word for where it runs, as it goes into the intent's metadata
 * @param paymentIntentId the intent it was linked to; null before
 * @param openedAt Unix seconds
 * @param ageSeconds since it was opened, by core's clock
 * @param closed why it is closed; null while it is open
 */
@Schema(name = "PaymentAttempt")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentAttempt(
        long orderId,
        String orderRef,
        long attempt,
        String userId,
        long amount,
        String currency,
        String environment,
        @Schema(nullable = true) @Nullable String paymentIntentId,
        long openedAt,
        long ageSeconds,
        @Schema(nullable = true) @Nullable String closed) {}
