package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.stripe.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happened, for as long as Stripe tells it: 30 days. */
public final class EventLog {

    private static final long KEPT_SECONDS = 30L * 24 * 60 * 60;

    private final World world;
    private final Ids ids;
    private final Faults faults;
    private final Deque<LoggedEvent> events = new ArrayDeque<>();
    private Consumer<LoggedEvent> listener = event -> {};
    private Consumer<LoggedEvent> appended = event -> {};
    private Consumer<String> taken = id -> {};

    public EventLog(World world, Ids ids, Faults faults) {
        this.world = world;
        this.ids = ids;
        this.faults = faults;
    }

    /** Says who is told of each event, once it is in the log. */
    public void onEvent(Consumer<LoggedEvent> listener) {
        this.listener = listener;
    }

    /** Says who is told of each event before that. */
    void onAppended(Consumer<LoggedEvent> listener) {
        appended = listener;
    }

    /** Says who is told of the id of each event that an endpoint has taken. */
    void onTaken(Consumer<String> listener) {
        taken = listener;
    }

    /** An event of an earlier life, which was taken by those it was owed to or not. */
    void read(ObjectNode written) {
        events.addLast(LoggedEvent.read(written, id -> taken.accept(id)));
    }

    /** Tells the listener again of those that were not taken in an earlier life. */
    public void resend() {
        newestFirst().reversed().stream().filter(event -> !event.isTaken()).forEach(listener);
    }

    /** Something happened to an object; the event shows it as it is now. */
    public void append(String type, Doc object) {
        add(type, object.json(), null);
    }

    /** An object was updated; nothing is logged if it is what it was. */
    public void updated(String type, ObjectNode before, Doc object) {
        if (!visible(before).equals(visible(object.json()))) {
            add(type, object.json(), before);
        }
    }

    /** The newest first, as far back as Stripe would still list them. */
    public List<LoggedEvent> newestFirst() {
        forgetOld();
        return new ArrayList<>(events).reversed();
    }

    public Optional<LoggedEvent> find(String id) {
        return newestFirst().stream().filter(event -> event.id().equals(id)).findFirst();
    }

    private void add(String type, ObjectNode after, @Nullable ObjectNode before) {
        forgetOld();
        long now = world.now();
        LoggedEvent.Header header =
                new LoggedEvent.Header(
                        ids.next("evt_"), type, faults.created(now), now, world.caller());
        LoggedEvent event = new LoggedEvent(header, after, before, id -> taken.accept(id));
        events.addLast(event);
        appended.accept(event);
        listener.accept(event);
    }

    private void forgetOld() {
        long oldest = world.now() - KEPT_SECONDS;
        while (!events.isEmpty() && events.getFirst().happened() < oldest) {
            events.removeFirst();
        }
    }

    /** Read back from text, since the same number can be two kinds of node. */
    private static ObjectNode visible(ObjectNode node) {
        ObjectNode copy = Json.kept(Json.compact(node));
        copy.remove(
                node.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.startsWith("_"))
                        .toList());
        return copy;
    }
}
