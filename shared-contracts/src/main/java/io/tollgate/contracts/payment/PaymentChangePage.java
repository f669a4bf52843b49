package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a payment, newest first.
 *
 * @param data the page, at most {@code limit} entries
 * @param next what to send as {@code before} for the next page; null on the last one
 */
@Schema(name = "PaymentChangePage")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentChangePage(
        List<PaymentChange> data, @Schema(nullable = true) @Nullable String next) {

    /**
     * One update that changed a payment or was refused. Amounts are minor units, times Unix
     * seconds.
     *
     * @param changeId grows with every change
     * @param receivedAt when core took it
     * @param outcome {@code applied}, {@code stale} or {@code sequence_conflict}
     * @param sequence the caller's counter
     * @param occurredAt when it was true at Stripe
     * @param eventId the Stripe event
     * @param eventType its type
     * @param status what was told of the payment
     * @param amountReceived what was told to be paid
     * @param amountRefunded what was told to have gone back
     * @param orderBefore the order's status before; null without an order
     * @param orderAfter the order's status after
     * @param review why a person had to look at it from then on
     */
    @Schema(name = "PaymentChange")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PaymentChange(
            long changeId,
            long receivedAt,
            String outcome,
            @Schema(nullable = true) @Nullable Long sequence,
            @Schema(nullable = true) @Nullable Long occurredAt,
            @Schema(nullable = true) @Nullable String eventId,
            @Schema(nullable = true) @Nullable String eventType,
            String status,
            long amountReceived,
            long amountRefunded,
            @Schema(nullable = true) @Nullable String orderBefore,
            @Schema(nullable = true) @Nullable String orderAfter,
            List<String> review) {}
}
