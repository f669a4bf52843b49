package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A payment is not under review, and where its order stands now.
 *
 * @param outcome {@link #DISMISSED}, or {@link #UNCHANGED} if the same reasons had been dismissed
 *     before; then the earlier decision stays, with its note
 * @param orderId the order it is for; null if that is not known
 * @param orderStatus that order's status
 */
@Schema(name = "ReviewDismissed")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReviewDismissed(
        @Schema(examples = "dismissed") String outcome,
        @Schema(nullable = true) @Nullable Long orderId,
        @Schema(nullable = true) @Nullable String orderStatus) {

    /** The reasons are dismissed from now on. */
    public static final String DISMISSED = "dismissed";

    /** They had been dismissed before. */
    public static final String UNCHANGED = "unchanged";
}
