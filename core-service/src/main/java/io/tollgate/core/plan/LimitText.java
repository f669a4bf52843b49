package io.tollgate.core.plan;

import io.tollgate.contracts.problem.FieldChecks;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a limit is written: {@code 20}, {@code 100 GiB} (bytes only), {@code unlimited}, or {@code
 * true} and {@code false} for a feature.
 */
final class LimitText {

    private static final String UNLIMITED = "unlimited";
    private static final Map<String, Integer> SHIFTS =
            Map.of("KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);
    private static final Pattern NOTATION =
            Pattern.compile("(0|[1-9][0-9]{0,15})(?: (KiB|MiB|GiB|TiB))?");

    private LimitText() {}

    /** The limit; null if it is not written as one, or over what JSON readers keep exactly. */
    static @Nullable Limit parse(String text, Resource.Unit unit) {
        if (unit == Resource.Unit.FEATURE) {
            return switch (text) {
                case "true" -> new Limit.Feature(true);
                case "false" -> new Limit.Feature(false);
                default -> null;
            };
        }
        if (text.equals(UNLIMITED)) {
            return new Limit.Unlimited();
        }
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix != null && unit != Resource.Unit.BYTES) {
            return null;
        }
        int shift = suffix == null ? 0 : SHIFTS.getOrDefault(suffix, 0);
        return number > FieldChecks.MAX_COUNT >> shift ? null : new Limit.AtMost(number << shift);
    }

    static String expected(Resource.Unit unit) {
        return switch (unit) {
            case COUNT -> "a whole number from 0 to 2^53 or unlimited";
            case FEATURE -> "true or false";
            case BYTES -> "a whole number, one with KiB, MiB, GiB or TiB, or unlimited";
        };
    }
}
