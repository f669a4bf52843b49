package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /admin/quota/users/{user_id}/overrides/{resource}}: a limit for one user
 * instead of the plan's, whatever the plan becomes.
 *
 * @param limit the number, not multiplied by seats; null for unlimited. For a feature 1 gives it
 *     and 0 takes it away
 * @param reason why, for whoever reads it later
 * @param endsAt Unix seconds; from then on the plan's limit counts again
 */
@Schema(
        name = "LimitOverride",
        requiredProperties = {"reason", "ends_at"})
public record LimitOverride(
        @Schema(examples = "50", nullable = true) @Nullable Long limit,
        @Schema(examples = "migration from the old product, agreed in ticket 4711") String reason,
        @Schema(examples = "1712688399") Long endsAt) {

    /**
     * All that was set for one user and resource.
     *
     * @param data newest first; the first one counts until it ends
     */
    @Schema(name = "LimitOverrideHistory")
    public record History(List<Entry> data) {}

    /**
     * One change, and who made it.
     *
     * @param kind {@code at_most}, {@code unlimited} or {@code withdrawn}
     * @param setBy the subject of the operator's token
     * @param setAt Unix seconds to the microsecond
     */
    @Schema(name = "LimitOverrideEntry")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Entry(
            String kind,
            @Schema(nullable = true) @Nullable Long limit,
            String reason,
            long endsAt,
            String setBy,
            BigDecimal setAt) {}
}
