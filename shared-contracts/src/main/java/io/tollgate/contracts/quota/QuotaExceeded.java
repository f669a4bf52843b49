package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.contracts.problem.ProblemCode;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The problem {@code quota_exceeded}, or {@code reservation_expired} when what was reserved fits no
 * more: nothing was taken. It tells of the first resource that did not fit; amounts are in its
 * unit.
 *
 * @param title what kind of problem it is
 * @param status 409
 * @param detail a sentence for the log or the screen
 * @param code the stable word to branch on
 * @param resource what did not fit
 * @param plan the plan that counted
 * @param limit the limit that counted
 * @param used what the user has
 * @param reserved what is promised but not yet used
 * @param requested what was asked for
 * @param overBy how much the user already has over the limit, as after a downgrade
 * @param decidedAt Unix seconds to the microsecond: {@code explain?at=} takes it
 * @param catalogue the version of the catalogue it was decided by: {@code explain?catalogue=} takes
 *     it; null from a version of core that did not say
 */
@Schema(name = "QuotaExceeded")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaExceeded(
        String title,
        int status,
        String detail,
        ProblemCode code,
        @Schema(examples = "projects") String resource,
        @Schema(examples = "free") String plan,
        @Schema(nullable = true) @Nullable Long limit,
        long used,
        long reserved,
        long requested,
        long overBy,
        @Schema(examples = "1710000000.123456") BigDecimal decidedAt,
        @Schema(examples = "0123456789abcdef", nullable = true) @Nullable String catalogue) {

    /** The same facts under another code. */
    public QuotaExceeded as(ProblemCode other, String otherDetail) {
        return new QuotaExceeded(
                other.title(),
                other.status(),
                otherDetail,
                other,
                resource,
                plan,
                limit,
                used,
                reserved,
                requested,
                overBy,
                decidedAt,
                catalogue);
    }
}
