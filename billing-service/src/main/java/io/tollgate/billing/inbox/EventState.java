package io.tollgate.billing.inbox;

import java.util.Locale;

/** Where an event stands. Every event leaves {@link #PENDING} in the end. */
public enum EventState {
    /** Kept; its lane will be looked at. */
    PENDING,
    /** Its lane was brought up to date after it. */
    FORWARDED,
    /** It means nothing to us. */
    IGNORED,
    /** It could not be used; the reason says who should care. */
    PARKED;

    /** The word in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
