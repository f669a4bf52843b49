package io.tollgate.contracts.quota;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /internal/quota/users/{user_id}/overrides/{resource}}: a {@link LimitOverride}
 * with the operator who wants it, since the key only says that it was billing-service.
 *
 * @param limit the number, not multiplied by seats; null for unlimited. For a feature 1 gives it
 *     and 0 takes it away
 * @param reason why, for whoever reads it later
 * @param endsAt Unix seconds; from then on the plan's limit counts again
 * @param by the operator, kept as who set it
 */
@Schema(
        name = "OperatorOverride",
        requiredProperties = {"reason", "ends_at", "by"})
public record OperatorOverride(
        @Schema(examples = "50", nullable = true) @Nullable Long limit,
        @Schema(examples = "agreed in ticket 4711") @Nullable String reason,
        @Schema(examples = "1712688399") @Nullable Long endsAt,
        @Schema(examples = "operator-1") @Nullable String by) {}
