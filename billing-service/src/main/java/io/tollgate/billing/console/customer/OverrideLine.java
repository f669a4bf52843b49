package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.lookup.Quantities;
import io.tollgate.contracts.quota.UserOverrides;

/**
 * A limit set by hand, as a page shows it.
 *
 * @param limit in words
 * @param endsAt Unix seconds
 * @param setAt Unix seconds
 * @param inForce whether it counts now
 */
public record OverrideLine(
        String resource,
        String limit,
        String reason,
        Long endsAt,
        String setBy,
        Long setAt,
        boolean inForce) {

    static OverrideLine of(UserOverrides.Line line) {
        return new OverrideLine(
                line.resource(),
                limit(line),
                line.reason(),
                line.endsAt(),
                line.setBy(),
                line.setAt().longValue(),
                line.inForce());
    }

    private static String limit(UserOverrides.Line line) {
        return switch (line.kind()) {
            case "unlimited" -> "unlimited";
            case "withdrawn" -> "taken back: the plan's limit counts";
            default ->
                    line.limit() == null
                            ? line.kind()
                            : Quantities.text(line.resource(), line.limit());
        };
    }
}
