package io.tollgate.local.client;

import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Orders and pays as a user's frontend does: with a bearer token, and nobody else's data. */
public final class BuyerClient {

    private final URI core;
    private final URI billing;
    private final String token;

    public BuyerClient(URI core, URI billing, String token) {
        this.core = core;
        this.billing = billing;
        this.token = token;
    }

    /** One user of a stack. */
    public static BuyerClient of(Stack stack, String userId) {
        return new BuyerClient(
                stack.core().url(), stack.billing(0).url(), stack.jwts().user(userId));
    }

    /** Orders one piece of a product of the catalogue. */
    public Answer order(String sku, String currency) throws IOException {
        return post(
                core,
                "/api/orders",
                Map.of("currency", currency, "lines", List.of(Map.of("sku", sku, "quantity", 1))));
    }

    /** An order as it is now. */
    public Answer order(long orderId) throws IOException {
        return Http.send(
                Http.request(core, "/api/orders/" + orderId)
                        .header("Authorization", "Bearer " + token)
                        .GET()
                        .build());
    }

    /** The open payment intent of an order. */
    public Answer intent(long orderId) throws IOException {
        return post(billing, "/api/payments/intent", Map.of("order_id", orderId));
    }

    private Answer post(URI base, String path, Object body) throws IOException {
        return Http.send(
                Http.json(Http.request(base, path), "POST", Http.bytes(body))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }
}
