package io.tollgate.local.standin.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objects of one kind, in the order they were made. */
public final class Table<T extends Doc> {

    private final String kind;

    /** Synchronized: an event that is being sent looks up prices without the world's lock. */
    private final Map<String, T> rows = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * An empty table.
     *
     * @param kind as an error message calls it
     */
    Table(String kind) {
        this.kind = kind;
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
