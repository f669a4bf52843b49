package io.tollgate.core.quota;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an audit goes on: the last counter looked at, in a text that is safe in a query string. */
final class AuditCursor {

    /** A user's id has at most 255 characters, of at most four bytes; a resource's name 64. */
    private static final int MAX_TEXT = 2048;

    /** Neither has a line break in it. */
    private static final Pattern COUNTER = Pattern.compile("(.+)\n(.+)");

    private AuditCursor() {}

    static String of(Counter last) {
        String text = last.userId() + "\n" + last.resource();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The counter that is meant; null if none is. */
    static @Nullable Counter parse(@Nullable String text) {
        if (text == null) {
            return new Counter("", "");
        }
        if (text.length() > MAX_TEXT) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            Matcher counter = COUNTER.matcher(new String(bytes, StandardCharsets.UTF_8));
            return counter.matches() && counter.group().indexOf('\0') < 0
                    ? new Counter(counter.group(1), counter.group(2))
                    : null;
        } catch (IllegalArgumentException e) {
            // It is no base64url.
            return null;
        }
    }
}
