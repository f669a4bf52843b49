package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentAttemptApi.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why an attempt is closed: what billing-service may say, and what core finds out by itself. */
enum End {
    CANCELED,
    REFUSED,
    UNRESOLVED,
    EXPIRED,
    /** Its payment did not fit the order, and has gone back. */
    RETURNED,
    /** Its payment did not fit the order, and a person has decided to keep it all the same. */
    DISMISSED;

    /** What an attempt whose intent is known can end by: only these leave nothing to be paid. */
    private static final Set<End> OF_LINKED = Set.of(CANCELED);

    private static final Set<End> OF_OPENED = Set.of(CANCELED, REFUSED, UNRESOLVED, EXPIRED);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One of the words billing-service may say. */
    static Optional<End> told(String word) {
        for (Reason reason : Reason.values()) {
            if (reason.wire().equals(word)) {
                return Optional.of(valueOf(reason.name()));
            }
        }
        return Optional.empty();
    }

    boolean ends(AttemptRow attempt) {
        return attempt.isLinked() ? OF_LINKED.contains(this) : OF_OPENED.contains(this);
    }
}
