package io.tollgate.contracts.payment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/payments/{payment_intent_id}/review}: an operator has looked at a
 * payment and ends its review, with the money where it is.
 *
 * @param reasons the reasons as the operator saw them, in any order; what has changed since is not
 *     decided unseen
 * @param note why, for whoever reads it later
 * @param by the operator, kept as who decided; the key only says that it was billing-service
 */
@Schema(
        name = "ReviewDismissal",
        requiredProperties = {"reasons", "note", "by"})
public record ReviewDismissal(
        @Schema(examples = "[\"cancel_requested\"]") @Nullable List<String> reasons,
        @Schema(examples = "delivered all the same, ticket 4711") @Nullable String note,
        @Schema(examples = "operator-1") @Nullable String by) {

    /** More reasons than a payment can have, also one of a later version. */
    public static final int MAX_REASONS = 32;
}
