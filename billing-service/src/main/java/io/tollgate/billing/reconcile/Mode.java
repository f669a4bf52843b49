package io.tollgate.billing.reconcile;

import java.util.Locale;

/** Whether differences are only reported. */
public enum Mode {
    DRY_RUN,
    REPAIR;

    /** The word in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
