package io.tollgate.billing.console.page;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How times, durations and amounts are written on pages, as methods of templates. */
@TemplateExtension
public final class Words {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@code 2026-03-01 12:00:00}, in UTC; the pages say so once. */
    public static String utc(Instant time) {
        return UTC.format(time);
    }

    /** The same with thousandths, where steps follow close on each other. */
    public static String exact(Instant time) {
        return EXACT.format(time);
    }

    /** The exact instant, for {@code datetime}. */
    public static String iso(Instant time) {
        return time.toString();
    }

    /** Unix seconds as a time. */
    public static Instant asTime(Long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    /** {@code 3 min 20 s}: the two largest units. */
    public static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 1) {
            return Math.max(0, time.toMillis()) + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + rest(seconds % 60, "s");
        }
        return seconds < 86_400
                ? seconds / 3600 + " h" + rest(seconds % 3600 / 60, "min")
                : seconds / 86_400 + " d" + rest(seconds % 86_400 / 3600, "h");
    }

    private static String rest(long count, String unit) {
        return count == 0 ? "" : " " + count + " " + unit;
    }

    /** {@code live_mode} as {@code live mode}. */
    public static String spaced(String word) {
        return word.replace('_', ' ');
    }

    /** {@code 12345} as {@code 12,345}. */
    public static String grouped(Number number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /** Part of an address. */
    public static String path(String text) {
        return Pages.encoded(text);
    }

    /**
     * An amount as people write it, such as {@code 19.00 USD}.
     *
     * @param minorUnits the currency's own
     * @param currency three letters; without one the minor units are told
     */
    public static String money(Long minorUnits, @Nullable String currency) {
        if (currency == null || currency.isBlank()) {
            return minorUnits + " minor units";
        }
        return BigDecimal.valueOf(minorUnits, Currencies.digits(currency)).toPlainString()
                + " "
                + currency.toUpperCase(Locale.ROOT);
    }
}
