package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Json;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final Consumer<String> onTaken;
    private final AtomicInteger undelivered = new AtomicInteger();
    private volatile boolean taken;

    LoggedEvent(
            Header header,
            ObjectNode after,
            @Nullable ObjectNode before,
            Consumer<String> onTaken) {
        this.id = header.id();
        this.type = header.type();
        this.created = header.created();
        this.happened = header.happened();
        this.caller = header.caller();
        this.after = Json.compact(after);
        this.before = before == null ? null : Json.compact(before);
        this.onTaken = onTaken;
    }

    /** Makes one of what was written down of it. */
    static LoggedEvent read(ObjectNode written, Consumer<String> onTaken) {
        Header header =
                new Header(
                        written.path("id").asText(),
                        written.path("type").asText(),
                        written.path("created").asLong(),
                        written.path("happened").asLong(),
                        new Caller(
                                written.path("request").textValue(),
                                written.path("key").textValue()));
        return new LoggedEvent(
                header,
                (ObjectNode) written.get("after"),
                written.hasNonNull("before") ? (ObjectNode) written.get("before") : null,
                onTaken);
    }

    /** All of it, to be written down. */
    ObjectNode write() {
        ObjectNode written = Json.object().put("id", id).put("type", type);
        written.put("created", created).put("happened", happened);
        written.put("request", caller.requestId()).put("key", caller.idempotencyKey());
        written.set("after", Json.kept(after));
        if (before != null) {
            written.set("before", Json.kept(before));
        }
        return written;
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

    /** An endpoint has taken it. */
    public void taken() {
        undelivered.updateAndGet(left -> Math.max(0, left - 1));
        taken = true;
        onTaken.accept(id);
    }

    /** Whether an endpoint has taken it, in this life or an earlier one. */
    boolean isTaken() {
        return taken;
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
