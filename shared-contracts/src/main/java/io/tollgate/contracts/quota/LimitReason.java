package io.tollgate.contracts.quota;

import java.util.Locale;

/** Why an amount fits or does not. */
public enum LimitReason {
    WITHIN_LIMIT,
    UNLIMITED,
    /** It does not fit. */
    OVER_LIMIT,
    /** It passes a soft limit: allowed, but worth a word. */
    OVER_SOFT_LIMIT,
    /** A feature the plan has. */
    INCLUDED,
    /** A feature the plan does not have. */
    NOT_INCLUDED;

    /** Whether the answer is yes. */
    public boolean allows() {
        return switch (this) {
            case WITHIN_LIMIT, UNLIMITED, OVER_SOFT_LIMIT, INCLUDED -> true;
            case OVER_LIMIT, NOT_INCLUDED -> false;
        };
    }

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
