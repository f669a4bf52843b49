package io.tollgate.contracts.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is read. Amounts are in the currency's minor unit, times Unix seconds.
 *
 * @param orderId its number
 * @param orderRef its random reference
 * @param userId whose it is
 * @param status pending, awaiting_payment, paid, partially_refunded, refunded or canceled
 * @param currency three lower-case letters
 * @param amount what it costs
 * @param amountText the same as people write it
 * @param amountReceived what was paid
 * @param amountRefunded what went back
 * @param disputed whether the payment is or was successfully disputed
 * @param review why a person has to look at its payments; empty if nobody has to
 * @param cancelRequested whether it is to be cancelled as soon as its open payment is
 * @param lines what was ordered; empty if only a total was given
 * @param createdAt when it was made
 * @param paidAt when core heard that it was paid
 */
@Schema(name = "Order")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrderView(
        long orderId,
        String orderRef,
        String userId,
        String status,
        String currency,
        long amount,
        String amountText,
        long amountReceived,
        long amountRefunded,
        boolean disputed,
        List<String> review,
        boolean cancelRequested,
        List<OrderLine> lines,
        long createdAt,
        @Schema(nullable = true) @Nullable Long paidAt) {}
