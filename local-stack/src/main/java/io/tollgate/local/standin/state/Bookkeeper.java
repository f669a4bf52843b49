package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what each action changed before anybody hears of it, and puts the world together
 * again from that: whoever is killed at any moment goes on from where others believe it to be.
 *
 * <p>A line is an object ({@code table}, {@code doc}), one that is gone ({@code table}, {@code
 * gone}), an event or that it was taken, something planned or done, or how far the clock is ahead.
 */
public final class Bookkeeper {

    private final World world;
    private final Store store;
    private final EventLog events;
    private final Journal journal;
    private final Map<String, byte[]> written = new HashMap<>();
    private long ahead;

    /** Nothing is written before {@link #begin}. */
    public Bookkeeper(World world, Store store, EventLog events, Journal journal) {
        this.world = world;
        this.store = store;
        this.events = events;
        this.journal = journal;
    }

    /** Takes in a line of an earlier life; false if it is none of these. */
    public boolean read(ObjectNode line) {
        if (line.has("table")) {
            store.table(line.path("table").asText()).read(line);
        } else if (line.has("event")) {
            events.read((ObjectNode) line.get("event"));
        } else if (line.has("taken")) {
            events.find(line.path("taken").asText()).ifPresent(LoggedEvent::taken);
        } else if (line.has("planned")) {
            world.agenda().add(task(line.path("planned")));
        } else if (line.has("done")) {
            world.agenda().remove(task(line.path("done")));
        } else if (line.has("ahead")) {
            world.clock().ahead(line.path("ahead").asLong());
        } else {
            return false;
        }
        return true;
    }

    /** Writes all there is, and from then on what each action changes. */
    public void begin() {
        world.act(
                Caller.NOBODY,
                () -> {
                    events.newestFirst().reversed().forEach(this::event);
                    world.agenda().all().forEach(task -> plan("planned", task));
                    events.onAppended(this::event);
                    events.onTaken(id -> journal.write(Json.object().put("taken", id)));
                    world.agenda().onAdded(task -> plan("planned", task));
                    world.agenda().onTaken(task -> plan("done", task));
                    world.afterwards(this::changes);
                    return true;
                });
    }

    private void changes() {
        Set<String> gone = new HashSet<>(written.keySet());
        for (Table<?> table : store.tables()) {
            for (Doc doc : table.oldestFirst()) {
                String key = table.kind() + " " + doc.id();
                gone.remove(key);
                byte[] bytes = Json.compact(doc.json());
                if (!Arrays.equals(written.put(key, bytes), bytes)) {
                    ObjectNode line = Json.object().put("table", table.kind());
                    journal.write(line.set("doc", Json.kept(bytes)));
                }
            }
        }
        for (String key : gone) {
            written.remove(key);
            String[] words = key.split(" ", 2);
            journal.write(Json.object().put("table", words[0]).put("gone", words[1]));
        }
        if (world.clock().ahead() != ahead) {
            ahead = world.clock().ahead();
            journal.write(Json.object().put("ahead", ahead));
        }
    }

    private void event(LoggedEvent event) {
        journal.write(Json.object().set("event", event.write()));
        if (event.isTaken()) {
            journal.write(Json.object().put("taken", event.id()));
        }
    }

    private void plan(String what, Task task) {
        ObjectNode line = Json.object();
        line.putObject(what)
                .put("kind", task.kind().name())
                .put("id", task.id())
                .put("due", task.due());
        journal.write(line);
    }

    private static Task task(JsonNode node) {
        return new Task(
                Task.Kind.valueOf(node.path("kind").asText()),
                node.path("id").asText(),
                node.path("due").asLong());
    }
}
