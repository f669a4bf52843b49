package io.tollgate.core.quota;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an audit goes on, in a text that is safe in a query string.
 *
 * @param counter the last counter looked at
 * @param part how far its ledger is added up; null if it is done with
 */
record AuditCursor(Counter counter, @Nullable Part part) {

    /** Before all counters. */
    static final AuditCursor START = new AuditCursor(new Counter("", ""), null);

    /** A user's id has at most 255 characters, of at most four bytes; a resource's name 64. */
    private static final int MAX_TEXT = 2048;

    /** Neither name has a line break in it. */
    private static final Pattern TEXT =
            Pattern.compile("(.+)\n(.+)(?:\n([0-9]{1,18})\n(-?[0-9]{1,18})\n(-?[0-9]{1,18}))?");

    /** What the lines of a ledger up to and including a moment add up to. */
    record Part(Instant at, long used, long reserved) {

        /** Before the first line. */
        static final Part NONE = new Part(Instant.EPOCH, 0, 0);
    }

    static AuditCursor after(Counter counter) {
        return new AuditCursor(counter, null);
    }

    String text() {
        String text = counter.userId() + "\n" + counter.resource();
        if (part != null) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, part.at());
            text += "\n" + micros + "\n" + part.used() + "\n" + part.reserved();
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is meant; null if it is none. */
    static @Nullable AuditCursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        if (text.length() > MAX_TEXT) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
            return matcher.matches() && matcher.group().indexOf('\0') < 0 ? of(matcher) : null;
        } catch (IllegalArgumentException e) {
            // It is no base64url.
            return null;
        }
    }

    private static AuditCursor of(Matcher matcher) {
        Counter counter = new Counter(matcher.group(1), matcher.group(2));
        return matcher.group(3) == null
                ? after(counter)
                : new AuditCursor(
                        counter,
                        new Part(
                                Instant.EPOCH.plus(
                                        Long.parseLong(matcher.group(3)), ChronoUnit.MICROS),
                                Long.parseLong(matcher.group(4)),
                                Long.parseLong(matcher.group(5))));
    }
}
