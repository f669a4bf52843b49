package io.tollgate.local.standin.billing;

import io.tollgate.local.standin.state.Price;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * When periods end. They are counted from the anchor, not from each other, so that a subscription
 * of January 31 renews on the last of February and on March 31.
 */
final class Periods {

    private Periods() {}

    /** The first end of a period that lies after {@code start}. */
    static long end(long anchor, long start, Price price) {
        return end(anchor, start, price.interval(), price.intervalCount());
    }

    static long end(long anchor, long start, String interval, int count) {
        ChronoUnit unit = unit(interval);
        ZonedDateTime from = utc(anchor);
        long periods = Math.max(0, unit.between(from, utc(start)) / count);
        // Less than a whole month may have passed by the calendar and yet be a whole period.
        while (from.plus(periods * count, unit).toEpochSecond() <= start) {
            periods++;
        }
        return from.plus(periods * count, unit).toEpochSecond();
    }

    /** The start of the period that ends then. */
    static long startOf(long end, Price price) {
        return utc(end).minus(price.intervalCount(), unit(price.interval())).toEpochSecond();
    }

    private static ChronoUnit unit(String interval) {
        return switch (interval) {
            case "day" -> ChronoUnit.DAYS;
            case "week" -> ChronoUnit.WEEKS;
            case "year" -> ChronoUnit.YEARS;
            default -> ChronoUnit.MONTHS;
        };
    }

    private static ZonedDateTime utc(long unixSeconds) {
        return Instant.ofEpochSecond(unixSeconds).atZone(ZoneOffset.UTC);
    }
}
