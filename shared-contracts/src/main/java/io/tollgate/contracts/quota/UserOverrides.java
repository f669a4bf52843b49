package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The limits that were set for one user by hand, of all resources.
 *
 * @param data newest first, the latest 100
 */
@Schema(name = "UserOverrides")
public record UserOverrides(List<Line> data) {

    /**
     * One of them.
     *
     * @param resource what it limits
     * @param kind {@code at_most}, {@code unlimited} or {@code withdrawn}
     * @param limit the number; null unless {@code at_most}
     * @param reason why
     * @param endsAt Unix seconds
     * @param setBy who
     * @param setAt Unix seconds to the microsecond
     * @param inForce whether it is what counts now
     */
    @Schema(name = "UserOverride")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Line(
            String resource,
            String kind,
            @Schema(nullable = true) @Nullable Long limit,
            String reason,
            long endsAt,
            String setBy,
            BigDecimal setAt,
            boolean inForce) {}
}
