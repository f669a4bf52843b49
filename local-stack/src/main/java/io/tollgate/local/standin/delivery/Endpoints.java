package io.tollgate.local.standin.delivery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All endpoints, in the order they were made. */
public final class Endpoints {

    /** Stripe's limit per account. */
    public static final int MAX = 16;

    private final List<Endpoint> all = new CopyOnWriteArrayList<>();

    public void add(Endpoint endpoint) {
        all.add(endpoint);
    }

    public void remove(Endpoint endpoint) {
        all.remove(endpoint);
    }

    public List<Endpoint> all() {
        return List.copyOf(all);
    }

    public Optional<Endpoint> find(String id) {
        return all.stream().filter(endpoint -> endpoint.id().equals(id)).findFirst();
    }

    boolean contains(Endpoint endpoint) {
        return all.contains(endpoint);
    }
}
