package io.tollgate.core.quota;

import org.jspecify.annotations.Nullable;

/**
 * Where an audit goes on: the last counter looked at. A resource's name has no blank in it, while a
 * user's id may.
 */
final class AuditCursor {

    private AuditCursor() {}

    static String of(Counter last) {
        return last.userId() + " " + last.resource();
    }

    /** The counter that is meant; null if none is. */
    static @Nullable Counter parse(@Nullable String text) {
        if (text == null) {
            return new Counter("", "");
        }
        int blank = text.lastIndexOf(' ');
        return blank < 1 ? null : new Counter(text.substring(0, blank), text.substring(blank + 1));
    }
}
