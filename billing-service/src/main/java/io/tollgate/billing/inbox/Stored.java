package io.tollgate.billing.inbox;

import java.util.Locale;

/** What became of an event handed to the inbox. Only the first two may be answered 2xx. */
public enum Stored {
    /** Committed now. */
    KEPT,
    /** Had been committed before. */
    DUPLICATE,
    /** Not committed: the sender has to try again. */
    UNAVAILABLE;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
