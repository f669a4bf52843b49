package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All objects of one kind, in the order they were made. */
public final class Table<T extends Doc> {

    private final String kind;
    private final Function<ObjectNode, T> maker;

    /** Synchronized: an event that is being sent looks up prices without the world's lock. */
    private final Map<String, T> rows = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * An empty table.
     *
     * @param kind as an error message calls it
     * @param maker makes an object of what was written down of it
     */
    Table(String kind, Function<ObjectNode, T> maker) {
        this.kind = kind;
        this.maker = maker;
    }

    /** Takes in what was written down: an object, or that it is gone. */
    void read(ObjectNode line) {
        if (line.has("gone")) {
            remove(line.path("gone").asText());
        } else {
            add(maker.apply((ObjectNode) line.get("doc")));
        }
    }

    public String kind() {
        return kind;
    }

    public void add(T row) {
        rows.put(row.id(), row);
    }

    public void remove(String id) {
        rows.remove(id);
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** One that is known to be there. */
    public T get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no " + kind + " " + id));
    }

    public List<T> oldestFirst() {
        return List.copyOf(rows.values());
    }

    public List<T> newestFirst() {
        return new ArrayList<>(rows.values()).reversed();
    }
}
