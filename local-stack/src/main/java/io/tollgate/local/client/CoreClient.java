package io.tollgate.local.client;

import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls core-service as billing-service and as a product's backend do. */
public final class CoreClient {

    private static final String KEY_HEADER = "X-API-Key";

    private final URI base;
    private final String billingKey;
    private final String productKey;

    public CoreClient(URI base, String billingKey, String productKey) {
        this.base = base;
        this.billingKey = billingKey;
        this.productKey = productKey;
    }

    public static CoreClient of(Stack stack) {
        return of(stack, 0);
    }

    /** For one replica, counted from 0. */
    public static CoreClient of(Stack stack, int replica) {
        return at(stack.core(replica).url(), stack);
    }

    /** For a stack whose core is reached at an address of its own, such as a balancer's. */
    public static CoreClient at(URI base, Stack stack) {
        return new CoreClient(base, stack.secrets().coreApiKey(), stack.secrets().productApiKey());
    }

    /** Links a user to a Stripe customer. */
    public Answer link(String userId, String customerId) throws IOException {
        byte[] body = Http.bytes(Map.of("customer_id", customerId));
        return Http.send(
                Http.json(Http.request(base, "/internal/accounts/" + userId), "PUT", body)
                        .header(KEY_HEADER, billingKey)
                        .build());
    }

    /** Tells core what a subscription is; the body is any object that Jackson can write. */
    public Answer update(Object subscriptionUpdate) throws IOException {
        return Http.send(
                Http.json(
                                Http.request(base, "/internal/subscription/update"),
                                "POST",
                                Http.bytes(subscriptionUpdate))
                        .header(KEY_HEADER, billingKey)
                        .build());
    }

    /** A page of all subscriptions; {@code after} is empty for the first. */
    public Answer subscriptions(String after, int limit) throws IOException {
        String path = "/internal/subscriptions?limit=" + limit;
        return Http.send(
                Http.request(base, after.isEmpty() ? path : path + "&after=" + after)
                        .header(KEY_HEADER, billingKey)
                        .GET()
                        .build());
    }

    /** What a user may do, and why. */
    public Answer quota(String userId) throws IOException {
        return Http.send(
                Http.request(base, "/internal/quota/users/" + userId)
                        .header(KEY_HEADER, productKey)
                        .GET()
                        .build());
    }

    /** Whether a user may take so much more of a resource. */
    public Answer check(String userId, String resource, long amount) throws IOException {
        byte[] body = Http.bytes(Map.of("user_id", userId, "resource", resource, "amount", amount));
        return Http.send(
                Http.json(Http.request(base, "/internal/quota/check"), "POST", body)
                        .header(KEY_HEADER, productKey)
                        .build());
    }

    /** Takes under a key: {@code consume}, {@code reservations} or {@code give-back}. */
    public Answer take(String path, String key, Object body) throws IOException {
        return Http.send(
                Http.json(Http.request(base, "/internal/quota/" + path), "POST", Http.bytes(body))
                        .header(KEY_HEADER, productKey)
                        .header("Idempotency-Key", key)
                        .build());
    }

    /** A page of the audit; {@code after} is empty for the first. */
    public Answer audit(String after) throws IOException {
        String path = "/internal/quota/audit";
        String query =
                after.isEmpty() ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return Http.send(
                Http.request(base, path + query).header(KEY_HEADER, productKey).GET().build());
    }
}
