package io.tollgate.core.subscription;

import java.util.Locale;

/** What somebody should look at although the update was taken. */
enum Warning {
    /** No price of the subscription is in the catalogue; the last mapped plan is kept. */
    UNMAPPED_PLAN,
    /** The customer belongs to no user; the row waits for the link. */
    UNLINKED_CUSTOMER,
    /** The status means nothing to us; the last known one is kept. */
    UNKNOWN_STATUS,
    /** The customer has another running subscription: it may be paying twice. */
    SECOND_SUBSCRIPTION;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
