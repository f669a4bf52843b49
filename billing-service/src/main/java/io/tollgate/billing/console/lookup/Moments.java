package io.tollgate.billing.console.lookup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads days and moments as people type them; all are in UTC. */
public final class Moments {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME =
            Pattern.compile(
                    "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}"
                            + "(?:\\.[0-9]{1,6})?)?)Z?");
    private static final Pattern UNIX = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private Moments() {}

    /** The first moment of a day; null if the text is none. */
    public static @Nullable Instant day(String text) {
        if (!DAY.matcher(text).matches()) {
            return null;
        }
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The moment after a day's last; null if the text is none. */
    public static @Nullable Instant endOfDay(String text) {
        Instant start = day(text);
        return start == null ? null : start.plusSeconds(86_400);
    }

    /** A moment as core takes it: Unix seconds, with up to six decimals; null if it is none. */
    public static @Nullable String moment(String text) {
        if (UNIX.matcher(text).matches()) {
            return text;
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        try {
            Instant at =
                    LocalDateTime.parse(time.group(1) + "T" + time.group(2))
                            .toInstant(ZoneOffset.UTC);
            long micros = at.getNano() / 1000;
            if (at.getEpochSecond() < 0) {
                return null;
            }
            return micros == 0
                    ? Long.toString(at.getEpochSecond())
                    : "%d.%06d".formatted(at.getEpochSecond(), micros);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
