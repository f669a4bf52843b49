package io.tollgate.contracts.quota;

import java.util.Locale;

/** Why an amount fits or does not. */
public enum LimitReason {
    WITHIN_LIMIT,
    UNLIMITED,
    OVER_LIMIT;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
