package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Json;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One event, with its object frozen as it was. It can be shown in any version, as often as there
 * are endpoints and attempts.
 */
public final class LoggedEvent {

    private final String id;
    private final String type;
    private final long created;
    private final long happened;
    private final Caller caller;
    private final byte[] after;
    private final byte @Nullable [] before;
    private final AtomicInteger undelivered = new AtomicInteger();

    LoggedEvent(Header header, ObjectNode after, @Nullable ObjectNode before) {
        this.id = header.id();
        this.type = header.type();
        this.created = header.created();
        this.happened = header.happened();
        this.caller = header.caller();
        this.after = Json.compact(after);
        this.before = before == null ? null : Json.compact(before);
    }

    /**
     * What is known of an event beside its object.
     *
     * @param created what it says of itself
     * @param happened when it was really made; differs while created is held
     */
    record Header(String id, String type, long created, long happened, Caller caller) {}

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public long created() {
        return created;
    }

    public long happened() {
        return happened;
    }

    /** The customer it is about, or else its object: the events of one are sent one by one. */
    public String stream() {
        ObjectNode object = Json.kept(after);
        return Stream.of(Doc.STREAM, "customer", "id")
                .map(field -> object.path(field).asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** How many endpoints have not taken it yet. */
    public int undelivered() {
        return undelivered.get();
    }

    public void owedTo(int endpoints) {
        undelivered.set(endpoints);
    }

    public void taken() {
        undelivered.decrementAndGet();
    }

    /** The event in the shape of a version. */
    public ObjectNode render(Renderer renderer, StripeVersion version) {
        ObjectNode event = Json.object().put("id", id).put("object", "event");
        event.put("api_version", version.wire()).put("created", created);
        ObjectNode now = renderer.render(Json.kept(after), version);
        ObjectNode data = event.putObject("data");
        data.set("object", now);
        if (before != null) {
            ObjectNode was = renderer.render(Json.kept(before), version);
            data.set("previous_attributes", Renderer.previousAttributes(was, now));
        }
        event.put("livemode", false).put("pending_webhooks", undelivered());
        event.putObject("request")
                .put("id", caller.requestId())
                .put("idempotency_key", caller.idempotencyKey());
        return event.put("type", type);
    }
}
