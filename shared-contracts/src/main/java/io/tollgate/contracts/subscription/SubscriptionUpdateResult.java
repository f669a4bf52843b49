package io.tollgate.contracts.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * core's answer to an update. A duplicate and a late arrival are answers, not errors.
 *
 * <p>Outcome and warnings travel as words: a caller treats one it does not know as delivered.
 *
 * @param outcome {@code applied}, {@code unchanged}, {@code stale} or {@code terminal}
 * @param warnings any of {@code unmapped_plan}, {@code unlinked_customer}, {@code unknown_status},
 *     {@code second_subscription}
 * @param sequence the highest sequence core holds for the subscription; null if none was ever sent
 */
@Schema(name = "SubscriptionUpdateResult")
public record SubscriptionUpdateResult(
        @Schema(examples = "applied") String outcome,
        List<String> warnings,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(nullable = true) @Nullable Long sequence) {

    /** The update is now the state. */
    public static final String APPLIED = "applied";

    /** The state was already this. */
    public static final String UNCHANGED = "unchanged";

    /** Something newer is held; nothing was changed. */
    public static final String STALE = "stale";

    /** The subscription has ended for good; nothing was changed. */
    public static final String TERMINAL = "terminal";
}
