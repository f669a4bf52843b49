package io.tollgate.local.shop;

import io.tollgate.local.standin.http.HttpListener;
import java.net.InetAddress;
import java.net.URI;

/**
 * The sample shop: a page where an order is paid, and the pages people come back to from Stripe's
 * own. It listens on the loopback interface and is no part of either service.
 */
public final class Shop implements AutoCloseable {

    private final HttpListener server;

    private Shop(HttpListener server) {
        this.server = server;
    }

    /** Listens from now on; the services must know this port as an origin (CORS). */
    public static Shop start(int port, ShopSettings settings) {
        return new Shop(
                HttpListener.start(
                        InetAddress.ofLiteral("127.0.0.1"), port, new Pages(settings)::answer));
    }

    /**
     * Where an order is paid.
     *
     * @param token its user's bearer token; behind the #, it never reaches a server's log
     */
    public URI checkout(long orderId, String token) {
        return URI.create(
                "http://127.0.0.1:%d/checkout/%d#token=%s"
                        .formatted(server.port(), orderId, token));
    }

    @Override
    public void close() {
        server.close();
    }
}
