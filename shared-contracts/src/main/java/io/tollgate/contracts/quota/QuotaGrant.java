package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was taken or given back, in one piece, and how the counters stood right after it. A repeat
 * of the same call is answered with the first answer, whatever happened since.
 *
 * @param reservationId to commit or release it by; null if there is no reservation
 * @param userId the product's user
 * @param state {@code held}, {@code committed}, {@code released}, {@code consumed} or {@code
 *     given_back}
 * @param plan the plan that counted
 * @param decidedAt when, in Unix seconds to the microsecond: {@code explain?at=} takes it
 * @param expiresAt until when a reservation holds, Unix seconds; null if it is none
 * @param items the resources, in the order of the request
 */
@Schema(name = "QuotaGrant")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaGrant(
        @Schema(nullable = true) @Nullable String reservationId,
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "held") String state,
        @Schema(examples = "pro") String plan,
        @Schema(examples = "1710000000.123456") BigDecimal decidedAt,
        @Schema(examples = "1710000600", nullable = true) @Nullable Long expiresAt,
        List<Item> items) {

    /**
     * One resource, in its own unit.
     *
     * @param amount taken, or given back
     * @param used what the user has now
     * @param reserved what is promised but not yet used
     * @param limit null when unlimited
     * @param unlimited whether there is no limit
     * @param remaining what still fits, never below 0; null when unlimited
     * @param overSoftLimit whether a soft limit has been passed: allowed, but worth a word
     */
    @Schema(name = "QuotaGrantItem")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Item(
            @Schema(examples = "projects") String resource,
            long amount,
            long used,
            long reserved,
            @Schema(nullable = true) @Nullable Long limit,
            boolean unlimited,
            @Schema(nullable = true) @Nullable Long remaining,
            boolean overSoftLimit) {}
}
