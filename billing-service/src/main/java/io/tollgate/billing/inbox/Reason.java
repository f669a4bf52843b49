package io.tollgate.billing.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an event is ignored or parked. The list is closed; each is one word on the wire. */
public enum Reason {
    /** A type nobody here acts on. */
    UNHANDLED_TYPE(Audience.NOBODY),
    /** An invoice that belongs to no subscription. */
    ONE_OFF_INVOICE(Audience.NOBODY),
    /** A payment of no order, such as an invoice's. */
    PAYMENT_EVENT(Audience.NOBODY),
    /** A checkout session of neither a subscription nor an order. */
    CHECKOUT_EVENT(Audience.NOBODY),
    /** A change of a customer: without effect on a subscription. */
    CUSTOMER_EVENT(Audience.NOBODY),

    /** Test mode at a live endpoint, or the other way round. */
    LIVEMODE_MISMATCH(Audience.INFORMATION),
    /** Signed with the secret of an endpoint of the other mode. */
    ENDPOINT_MODE_MISMATCH(Audience.INFORMATION),
    /** An event of a connected account: not ours. */
    CONNECTED_ACCOUNT(Audience.INFORMATION),
    /** A thin event: it carries no object; use an endpoint with snapshot payloads. */
    THIN_EVENT(Audience.INFORMATION),
    /** An invoice whose subscription no event has told of yet; it counts once one does. */
    SUBSCRIPTION_UNKNOWN(Audience.INFORMATION),
    /** A refund or dispute whose payment no event has told of yet; it counts once one does. */
    PAYMENT_UNKNOWN(Audience.INFORMATION),

    /** Signed by Stripe, but not a JSON object in UTF-8. */
    UNREADABLE_BODY(Audience.OPERATOR),
    /** JSON without a usable event id. */
    NO_EVENT_ID(Audience.OPERATOR),
    /** A field that everything depends on is missing or of another type. */
    UNKNOWN_SHAPE(Audience.OPERATOR),
    /** A subscription without any customer. */
    NO_CUSTOMER(Audience.OPERATOR),
    /** A subscription without any price. */
    NO_PLAN(Audience.OPERATOR),
    /** core will not take the update, however often it is sent. */
    CORE_REJECTED(Audience.OPERATOR),
    /** Retried for days without success. */
    GAVE_UP(Audience.OPERATOR),
    /** Whoever worked on it died or stalled, several times in a row. */
    WORKER_LOST(Audience.OPERATOR);

    /** Who should look at it. */
    public enum Audience {
        NOBODY,
        INFORMATION,
        OPERATOR
    }

    private final Audience audience;

    Reason(Audience audience) {
        this.audience = audience;
    }

    /** Who should look at an event with this reason. */
    public Audience audience() {
        return audience;
    }

    /** The state an event with this reason ends in. */
    public EventState state() {
        return audience == Audience.NOBODY ? EventState.IGNORED : EventState.PARKED;
    }

    /** Whether a replay may still give an event its effect, so that its bytes are needed. */
    public boolean isReplayable() {
        return switch (this) {
            case SUBSCRIPTION_UNKNOWN,
                    PAYMENT_UNKNOWN,
                    UNKNOWN_SHAPE,
                    NO_CUSTOMER,
                    NO_PLAN,
                    CORE_REJECTED,
                    GAVE_UP,
                    WORKER_LOST ->
                    true;
            case UNHANDLED_TYPE,
                    ONE_OFF_INVOICE,
                    PAYMENT_EVENT,
                    CHECKOUT_EVENT,
                    CUSTOMER_EVENT,
                    LIVEMODE_MISMATCH,
                    ENDPOINT_MODE_MISMATCH,
                    CONNECTED_ACCOUNT,
                    THIN_EVENT,
                    UNREADABLE_BODY,
                    NO_EVENT_ID ->
                    false;
        };
    }

    /** The reason of a word; empty for one this version does not know. */
    public static Optional<Reason> find(String word) {
        return Arrays.stream(values()).filter(reason -> reason.wire().equals(word)).findFirst();
    }

    /** The word in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
