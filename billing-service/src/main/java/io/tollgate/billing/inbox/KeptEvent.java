package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An event as a worker sees it.
 *
 * @param eventId Stripe's id
 * @param type Stripe's event type
 * @param created Stripe's clock, Unix seconds
 * @param livemode whether it is real money
 * @param lane the object whose stream it belongs to
 * @param open whether it still waits to be settled
 * @param json the whole event
 * @param traceParent where in a trace it was kept; null if nothing was recorded
 */
public record KeptEvent(
        String eventId,
        String type,
        long created,
        @Nullable Boolean livemode,
        String lane,
        boolean open,
        JsonNode json,
        @Nullable String traceParent) {

    /** The object the event is about, as Stripe rendered it. */
    public JsonNode object() {
        return json.path("data").path("object");
    }

    /** What the object's changed fields were before; missing unless something was updated. */
    public JsonNode previousAttributes() {
        return json.path("data").path("previous_attributes");
    }
}
