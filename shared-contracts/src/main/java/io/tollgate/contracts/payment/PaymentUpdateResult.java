package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * core's answer to a payment update. A duplicate and a late arrival are answers, not errors.
 *
 * @param outcome {@code applied}, {@code unchanged}, {@code stale} or {@code unrelated}
 * @param orderId the order it pays; null if none
 * @param orderStatus that order's status after it
 * @param review why a person has to look at the payment; empty if nobody has to
 * @param sequence the highest sequence core holds for the intent; null if none was ever sent
 */
@Schema(name = "PaymentUpdateResult")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentUpdateResult(
        @Schema(examples = "applied") String outcome,
        @Schema(nullable = true) @Nullable Long orderId,
        @Schema(nullable = true, examples = "paid") @Nullable String orderStatus,
        List<String> review,
        @Schema(nullable = true) @Nullable Long sequence) {

    /** The update is now the state. */
    public static final String APPLIED = "applied";

    /** The state was already this. */
    public static final String UNCHANGED = "unchanged";

    /** Something newer is held; nothing was changed. */
    public static final String STALE = "stale";

    /** No order is meant: an invoice's payment, or somebody else's. Nothing is kept. */
    public static final String UNRELATED = "unrelated";
}
