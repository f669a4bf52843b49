package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A usage's version as an HTTP entity tag: the number in quotes. */
final class VersionTag {

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private VersionTag() {}

    static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /** The version an {@code If-Match} names; null if any will do, or it is absent. */
    static @Nullable Long expected(@Nullable String ifMatch, FieldChecks checks) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher matcher = TAG.matcher(ifMatch.strip());
        if (matcher.matches()) {
            return Long.valueOf(matcher.group(1));
        }
        checks.refuse("If-Match", "must be one ETag of this usage, such as \"3\"");
        return null;
    }
}
