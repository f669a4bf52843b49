package io.tollgate.billing.inbox;

import org.jspecify.annotations.Nullable;

/**
 * The little of an event that is read before it is kept.
 *
 * @param eventId Stripe's id, or {@code sha256:<hex>} of the body
 * @param type Stripe's event type; {@code unknown} if it has none
 * @param apiVersion the version its object is rendered in; Stripe may send none
 * @param created Stripe's clock, Unix seconds; 0 if it has none
 * @param livemode whether it is real money
 * @param lane the object whose stream it belongs to
 * @param reason why it needs no worker; null if it waits for one
 */
record Envelope(
        String eventId,
        String type,
        @Nullable String apiVersion,
        long created,
        @Nullable Boolean livemode,
        @Nullable String lane,
        @Nullable Reason reason) {

    Envelope {
        if (lane == null && reason == null) {
            throw new IllegalArgumentException("an event that waits needs a lane");
        }
    }

    /** The state it is kept in. */
    EventState state() {
        return reason == null ? EventState.PENDING : reason.state();
    }

    /** The same, parked if it came through an endpoint of the other mode. */
    Envelope ofEndpoint(@Nullable Boolean endpointLivemode) {
        boolean foreign =
                livemode != null && endpointLivemode != null && !livemode.equals(endpointLivemode);
        return foreign ? parkedAs(Reason.ENDPOINT_MODE_MISMATCH) : this;
    }

    Envelope parkedAs(Reason because) {
        return new Envelope(eventId, type, apiVersion, created, livemode, lane, because);
    }
}
