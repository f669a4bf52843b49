package io.tollgate.core.payment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of the history ended.
 *
 * @param heard when the last payment of it was first heard of, to the microsecond
 * @param number that payment's number
 */
record HistoryCursor(Instant heard, long number) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})_([0-9]{1,18})");

    /** The cursor of a text; null if it is none. */
    static @Nullable HistoryCursor parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new HistoryCursor(
                        Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(matcher.group(2)))
                : null;
    }

    /** As it goes over the wire. */
    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, heard) + "_" + number;
    }
}
