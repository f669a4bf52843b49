package io.tollgate.local.standin.delivery;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** All endpoints, in the order they were made. */
public final class Endpoints {

    /** Stripe's limit per account. */
    public static final int MAX = 16;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final List<Endpoint> all = new CopyOnWriteArrayList<>();

    /** Whether something may be sent there: nothing ever leaves this machine. */
    public static boolean isAllowed(URI url) {
        String host = url.getHost();
        return host != null && LOOPBACK.contains(host) && "http".equals(url.getScheme());
    }

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
