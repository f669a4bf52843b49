package io.tollgate.contracts.payment;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The payments that a person has to look at.
 *
 * @param waiting how many; counted up to {@link #MAX_COUNTED}
 * @param byReason how many of them for each {@link ReviewReason}, by its word; a payment may have
 *     several
 */
@Schema(name = "PaymentReviews")
public record PaymentReviews(
        @Schema(examples = "2") long waiting,
        @Schema(examples = "{\"amount_differs\": 2}") Map<String, Long> byReason) {

    /** Whoever has more than this has no use for the number. */
    public static final long MAX_COUNTED = 10_000;
}
