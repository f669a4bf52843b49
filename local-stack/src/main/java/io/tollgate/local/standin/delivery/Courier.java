package io.tollgate.local.standin.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.state.LoggedEvent;
import io.tollgate.local.standin.wire.Json;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Decides who gets an event, and what goes wrong with it on the way. */
public final class Courier implements AutoCloseable {

    /** How far a reordered event may fall behind: past what happens in the next moments. */
    private static final long MAX_REORDER_MILLIS = 1_500;

    /** A duplicate arrives a little after the first. */
    private static final long MAX_DUPLICATE_MILLIS = 500;

    private final Endpoints endpoints;
    private final Faults faults;
    private final Renderer renderer;
    private final Deliveries deliveries;

    public Courier(
            Endpoints endpoints,
            Faults faults,
            Renderer renderer,
            RetryPolicy policy,
            Clock system,
            LongSupplier now) {
        this.endpoints = endpoints;
        this.faults = faults;
        this.renderer = renderer;
        this.deliveries = new Deliveries(endpoints, new Sender(faults, system, now), policy, now);
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    /** An event goes to every endpoint that wants its type. */
    public void send(LoggedEvent event) {
        List<Endpoint> receivers =
                endpoints.all().stream().filter(it -> it.wants(event.type())).toList();
        event.owedTo(receivers.size());
        for (Endpoint endpoint : receivers) {
            AtomicBoolean first = new AtomicBoolean(true);
            Parcel parcel =
                    new Parcel(
                            event.stream(),
                            event.happened(),
                            () -> Json.indented(event.render(renderer, endpoint.version())),
                            () -> {
                                if (first.getAndSet(false)) {
                                    event.taken();
                                }
                            });
            send(endpoint, parcel);
        }
    }

    /** A thin event goes to every endpoint, whatever it has subscribed to. */
    public void sendThin(ObjectNode event, long happened) {
        byte[] body = Json.indented(event);
        Parcel parcel = new Parcel(event.path("id").asText(), happened, () -> body, () -> {});
        endpoints.all().forEach(endpoint -> send(endpoint, parcel));
    }

    private void send(Endpoint endpoint, Parcel parcel) {
        if (faults.hits(Faults.DROP)) {
            deliveries.drop();
            return;
        }
        deliveries.add(endpoint, parcel, delayNanos());
        if (faults.hits(Faults.DUPLICATE)) {
            long later = TimeUnit.MILLISECONDS.toNanos(faults.upTo(MAX_DUPLICATE_MILLIS));
            deliveries.add(endpoint, parcel, delayNanos() + later);
        }
    }

    private long delayNanos() {
        long millis = faults.delayMillis();
        if (faults.hits(Faults.REORDER)) {
            millis += faults.upTo(MAX_REORDER_MILLIS);
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
