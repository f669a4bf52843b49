package io.tollgate.billing.console.lookup;

import io.tollgate.contracts.problem.FieldChecks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How amounts of a plan's resources are written and read. */
public final class Quantities {

    private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    private static final Pattern TYPED =
            Pattern.compile(
                    "((?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,20})(?:\\.[0-9]{1,6})?)"
                            + " ?([KMGTP]iB)?");

    private Quantities() {}

    /**
     * {@code 1,073,741,824 (1 GiB)} of what is counted in bytes, {@code 1,000} of anything else.
     */
    public static String text(String resource, long amount) {
        String grouped = String.format(Locale.ROOT, "%,d", amount);
        return resource.contains("bytes") && amount >= 1024
                ? grouped + " (" + inUnits(amount) + ")"
                : grouped;
    }

    private static String inUnits(long bytes) {
        BigDecimal value = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (value.compareTo(STEP) >= 0 && unit < UNITS.size() - 1) {
            value = value.divide(STEP);
            unit++;
        }
        String rounded =
                value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return rounded + " " + UNITS.get(unit);
    }

    /**
     * An amount as people type it, such as {@code 50}, {@code 1,000} or {@code 20 GiB}; null if it
     * is none. A comma parts thousands, and nothing else.
     */
    public static @Nullable Long parse(String text) {
        Matcher typed = TYPED.matcher(text.strip());
        if (!typed.matches()) {
            return null;
        }
        BigDecimal value = new BigDecimal(typed.group(1).replace(",", ""));
        String unit = typed.group(2);
        if (unit != null) {
            value = value.multiply(STEP.pow(UNITS.indexOf(unit)));
        }
        return value.stripTrailingZeros().scale() > 0
                        || value.compareTo(BigDecimal.valueOf(FieldChecks.MAX_COUNT)) > 0
                ? null
                : (Long) value.longValueExact();
    }
}
