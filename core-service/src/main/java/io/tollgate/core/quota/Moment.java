package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times to the microsecond, as the database keeps them, in Unix seconds for the wire. */
final class Moment {

    private static final int DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** From 1970 to the year 9999. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private Moment() {}

    static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(
                instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000, DIGITS);
    }

    /** The moment that is written so; null if it is none. */
    static @Nullable Instant parse(String text) {
        if (!SECONDS.matcher(text).matches()) {
            return null;
        }
        if (Long.parseLong(text.split("\\.", 2)[0]) > FieldChecks.MAX_TIME) {
            return null;
        }
        long micros = new BigDecimal(text).movePointRight(DIGITS).longValueExact();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
