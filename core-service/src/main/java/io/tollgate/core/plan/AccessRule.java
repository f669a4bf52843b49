package io.tollgate.core.plan;

import java.util.Locale;

/** How long access lasts in a status; the catalogue assigns one to each. */
public enum AccessRule {
    /** To the end of the period, no longer. */
    UNTIL_EXPIRY,
    /** To the end of the period and the renewal leeway, unless the end was scheduled. */
    UNTIL_RENEWAL,
    /** To the end of the trial. */
    UNTIL_TRIAL_END,
    /** The payment grace after the last paid period. */
    UNTIL_PAYMENT_GRACE,
    /** Not at all. */
    NO_ACCESS;

    /** The word in the catalogue. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
