package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.time.Instant;

/** A thin event: it names an object and shows nothing of it. */
final class ThinEvent {

    private ThinEvent() {}

    static ObjectNode of(String id, long now, ObjectNode wanted) {
        ObjectNode event = Json.object().put("id", id).put("object", "v2.core.event");
        event.putNull("context").put("created", Instant.ofEpochSecond(now).toString());
        event.put("livemode", false).putNull("reason");
        event.set("related_object", wanted.path("related_object"));
        return event.put("type", wanted.path("type").asText("v1.customer.subscription.updated"));
    }
}
