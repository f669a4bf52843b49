package io.tollgate.contracts.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an input, field by field, so that one answer names all of it. */
public final class FieldChecks {

    /** Ids and words at Stripe are far shorter; it keeps rows and indexes small. */
    public static final int MAX_TEXT = 255;

    /** The last second of the year 9999: later ones fit no calendar we print. */
    public static final long MAX_TIME = 253_402_300_799L;

    /** The largest whole number every JSON reader keeps exactly: 2^53. */
    public static final long MAX_COUNT = 1L << 53;

    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** The body, which has to be there. */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid("body", "is required");
        }
        return body;
    }

    /** Notes that a field is at fault. */
    public void refuse(String field, String reason) {
        errors.add(new Problem.FieldError(field, reason));
    }

    /** A text that has to be there. */
    public void text(String field, @Nullable String value) {
        if (value == null) {
            refuse(field, "is required");
        } else if (value.isBlank()) {
            refuse(field, "must not be blank");
        } else if (value.length() > MAX_TEXT) {
            refuse(field, "must be at most " + MAX_TEXT + " characters long");
        } else if (!isStorable(value)) {
            refuse(field, "must not contain control characters or broken Unicode");
        }
    }

    /** A text that may be absent. */
    public void optionalText(String field, @Nullable String value) {
        if (value != null) {
            text(field, value);
        }
    }

    /** A time in Unix seconds that has to be there. */
    public void time(String field, @Nullable Long value) {
        number(field, value, MAX_TIME);
    }

    /** A time in Unix seconds that may be absent. */
    public void optionalTime(String field, @Nullable Long value) {
        if (value != null) {
            time(field, value);
        }
    }

    /** A whole number from 0 to {@code max} that has to be there. */
    public void number(String field, @Nullable Long value, long max) {
        if (value == null) {
            refuse(field, "is required");
        } else if (value < 0 || value > max) {
            refuse(field, "must be a whole number from 0 to " + max);
        }
    }

    /** A whole number from 0 to {@code max} that may be absent. */
    public void optionalNumber(String field, @Nullable Long value, long max) {
        if (value != null) {
            number(field, value, max);
        }
    }

    /**
     * How much of a list is wanted, from the text of {@code limit}.
     *
     * @return from 1 to {@code max}; anything, with a complaint, if the text says otherwise
     */
    public int pageSize(String limit, int max) {
        int size = limit.matches("[0-9]{1,6}") ? Integer.parseInt(limit) : 0;
        if (size < 1 || size > max) {
            refuse("limit", "must be a whole number from 1 to " + max);
        }
        return size;
    }

    /**
     * The number of a row where the page before ended, from the text of {@code after}.
     *
     * @return {@code first} without one; anything, with a complaint, if the text is no number
     */
    public long pageAfter(@Nullable String after, long first) {
        if (after == null) {
            return first;
        }
        if (!after.matches("[0-9]{1,18}")) {
            refuse("after", "must be the next of an earlier page");
            return first;
        }
        return Long.parseLong(after);
    }

    /**
     * The number of a row where the page before ended, going down, from the text of {@code before}.
     *
     * @return above every number without one; anything, with a complaint, if the text is no number
     */
    public long pageBefore(@Nullable String before) {
        if (before == null) {
            return Long.MAX_VALUE;
        }
        if (!before.matches("[0-9]{1,18}")) {
            refuse("before", "must be the next of an earlier page");
            return Long.MAX_VALUE;
        }
        return Long.parseLong(before);
    }

    /** Whether nothing was at fault. */
    public boolean isClean() {
        return errors.isEmpty();
    }

    /** Ends the request with {@code invalid_request} if anything was at fault. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    /** PostgreSQL keeps no NUL, UTF-8 no lone surrogate, and a log line no line break. */
    private static boolean isStorable(String value) {
        return value.codePoints()
                .allMatch(
                        point ->
                                !Character.isISOControl(point)
                                        && Character.getType(point) != Character.SURROGATE);
    }
}
