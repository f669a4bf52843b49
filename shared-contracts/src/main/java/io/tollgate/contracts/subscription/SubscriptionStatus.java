package io.tollgate.contracts.subscription;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * The states a Stripe subscription can be in. On the wire a status is a plain word, so that one
 * Stripe adds later still travels; this list is what we know the meaning of.
 */
public enum SubscriptionStatus {
    INCOMPLETE,
    INCOMPLETE_EXPIRED,
    TRIALING,
    ACTIVE,
    PAST_DUE,
    CANCELED,
    UNPAID,
    PAUSED;

    /** Stripe's own word, such as {@code past_due}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status for Stripe's word; empty for one we do not know. */
    public static Optional<SubscriptionStatus> find(String word) {
        for (SubscriptionStatus status : values()) {
            if (status.wire().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** Whether Stripe never changes a subscription again once it is this. */
    public boolean isTerminal() {
        return this == CANCELED || this == INCOMPLETE_EXPIRED;
    }
}
