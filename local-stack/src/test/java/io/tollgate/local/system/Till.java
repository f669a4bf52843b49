package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Orders, pays and takes back as a shop's frontend, backend and operators do. */
final class Till {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than the 12 s billing takes at most, and than a stack under load needs to settle. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stack stack;
    private final URI core;
    private final IntFunction<URI> billing;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();

    Till(Stack stack) {
        this(stack, stack.core().url(), replica -> stack.billing(replica).url());
    }

    /** One whose services are reached at addresses of their own, such as a balancer's. */
    Till(Stack stack, URI core, IntFunction<URI> billing) {
        this.stack = stack;
        this.core = core;
        this.billing = billing;
    }

    /** One storage boost; gives the order's number. */
    long order(String user) throws IOException {
        return order(user, "usd");
    }

    /** One storage boost, at the catalogue's price. */
    long order(String user, String currency) throws IOException {
        return number(
                byUser(
                        core,
                        user,
                        "/api/orders",
                        Map.of(
                                "currency",
                                currency,
                                "lines",
                                List.of(Map.of("sku", "storage_boost", "quantity", 1)))));
    }

    /** A total in minor units, as only the product's backend may say. */
    long order(String user, long amount, String currency) throws IOException {
        return number(
                byProduct(
                        "/internal/orders",
                        Map.of("user_id", user, "amount", amount, "currency", currency)));
    }

    private static long number(Told ordered) {
        assertThat(ordered.status()).as(ordered.body().toString()).isEqualTo(201);
        return ordered.body().path("order_id").asLong();
    }

    /** The user wants to pay. */
    Told intent(String user, long order) throws IOException {
        return intent(0, user, order);
    }

    /** The same through one of billing's replicas. */
    Told intent(int replica, String user, long order) throws IOException {
        return byUser(
                billing.apply(replica), user, "/api/payments/intent", Map.of("order_id", order));
    }

    /** The same without waiting for the answer. */
    CompletableFuture<Told> asksForIntent(int replica, String user, long order) {
        return http.sendAsync(
                        post(
                                        billing.apply(replica),
                                        "/api/payments/intent",
                                        Map.of("order_id", order))
                                .header("Authorization", "Bearer " + stack.jwts().user(user))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Till::told);
    }

    /** The intent of an order that nothing stands in the way of. */
    Told openIntent(String user, long order) throws IOException {
        Told told = intent(user, order);
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        return told;
    }

    /** What a frontend gets that comes back as long as it is told to. */
    Told patientIntent(String user, long order) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Told told = intent(user, order);
        while (told.status() == 503 && System.nanoTime() - end < 0) {
            told = intent(user, order);
        }
        return told;
    }

    /** An order as the product's backend sees it. */
    JsonNode seen(long order) throws IOException {
        return get("/internal/orders/" + order, "X-API-Key", stack.secrets().productApiKey())
                .body();
    }

    /** Payments as billing may list them, such as those with {@code state=review}. */
    JsonNode payments(String query) throws IOException {
        return get(
                        "/internal/payments?limit=500&" + query,
                        "X-API-Key",
                        stack.secrets().coreApiKey())
                .body()
                .path("data");
    }

    /** Opens an attempt and ties it to an intent, as billing does; gives the attempt. */
    ObjectNode attempt(String user, long order, String intent) throws IOException {
        String path = "/internal/orders/" + order + "/payment-attempts";
        Told opened = byBilling("POST", path, Map.of("user_id", user, "environment", "production"));
        String number = opened.body().path("attempt").asText();
        Told linked =
                byBilling(
                        "PUT",
                        path + "/" + number + "/payment-intent",
                        Map.of("payment_intent_id", intent));
        assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
        return (ObjectNode) linked.body();
    }

    private Told byBilling(String method, String path, Object body) throws IOException {
        return send(
                HttpRequest.newBuilder(core.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("X-API-Key", stack.secrets().coreApiKey())
                        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Waits until an event's lane was brought up to date after it. */
    void awaitsForwarded(String event) {
        Truth truth = new Truth(stack);
        String query = "SELECT state FROM inbox_event WHERE event_id = ANY(?)";
        List<String> forwarded = List.of("forwarded");
        Await.until(PATIENCE, () -> truth.query(query, List.of(event)).equals(forwarded));
        assertThat(truth.query(query, List.of(event))).isEqualTo(forwarded);
    }

    /** Whose customer a user is. */
    Told account(String user) throws IOException {
        return get("/internal/accounts/" + user, "X-API-Key", stack.secrets().coreApiKey());
    }

    /** The product wants a user to have a customer. */
    Told wishesCustomer(String user) throws IOException {
        return send(
                HttpRequest.newBuilder(core.resolve("/internal/accounts/" + user))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("X-API-Key", stack.secrets().productApiKey())
                        .PUT(BodyPublishers.ofString("{\"create_customer\":true}")));
    }

    private Told get(String path, String header, String value) throws IOException {
        return send(
                HttpRequest.newBuilder(core.resolve(path))
                        .timeout(PATIENCE)
                        .header(header, value)
                        .GET());
    }

    Told cancel(long order) throws IOException {
        return byProduct("/internal/orders/" + order + "/cancel", Map.of());
    }

    /** An operator gives money back; all that is left for an amount of 0. */
    Told refund(String intent, String key, long amount) throws IOException {
        return refund(intent, key, amount == 0 ? Map.of() : Map.of("amount", amount));
    }

    Told refund(String intent, String key, Map<String, Object> parameters) throws IOException {
        return send(
                post(billing.apply(0), "/admin/payments/" + intent + "/refunds", parameters)
                        .header("Authorization", "Bearer " + stack.jwts().admin("operator-1"))
                        .header("Idempotency-Key", key));
    }

    /** The same by an operator who comes back as long as he is told to. */
    Told patientRefund(String intent, String key, long amount) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Told told = refund(intent, key, amount);
        while (told.status() == 503 && System.nanoTime() - end < 0) {
            told = refund(intent, key, amount);
        }
        return told;
    }

    /** A user's own call; the body is any object Jackson can write. */
    Told byUser(Service service, String user, String path, Object body) throws IOException {
        return byUser(service.url(), user, path, body);
    }

    private Told byUser(URI base, String user, String path, Object body) throws IOException {
        return send(
                post(base, path, body)
                        .header("Authorization", "Bearer " + stack.jwts().user(user)));
    }

    private Told byProduct(String path, Object body) throws IOException {
        return send(post(core, path, body).header("X-API-Key", stack.secrets().productApiKey()));
    }

    private static HttpRequest.Builder post(URI base, String path, Object body) {
        try {
            return HttpRequest.newBuilder(base.resolve(path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Told send(HttpRequest.Builder request) throws IOException {
        try {
            return told(http.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Told told(HttpResponse<String> response) {
        try {
            return new Told(
                    response.statusCode(),
                    JSON.readTree(response.body()),
                    response.headers().firstValue("retry-after").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until core says of an order what is expected, in the words of {@link #words}. */
    void awaits(long order, String expected) {
        Await.until(PATIENCE, () -> words(order).equals(expected));
        assertThat(words(order)).as("order %d", order).isEqualTo(expected);
    }

    /** Status, what is refunded, whether it is disputed and what is to be reviewed. */
    String words(long order) {
        try {
            JsonNode seen = seen(order);
            StringBuilder words = new StringBuilder(seen.path("status").asText());
            if (seen.path("amount_refunded").asLong() > 0) {
                words.append(" refunded ").append(seen.path("amount_refunded").asLong());
            }
            if (seen.path("disputed").asBoolean()) {
                words.append(" disputed");
            }
            seen.path("review").forEach(why -> words.append(' ').append(why.asText()));
            return words.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until core knows a payment by this status and these reviews. */
    void awaitsPayment(String intent, String expected) {
        Await.until(PATIENCE, () -> payment(intent).equals(expected));
        assertThat(payment(intent)).as(intent).isEqualTo(expected);
    }

    private String payment(String intent) {
        try {
            Map<String, String> found = new HashMap<>();
            for (JsonNode each : payments("ids=" + intent)) {
                StringBuilder words = new StringBuilder(each.path("status").asText());
                each.path("review").forEach(why -> words.append(' ').append(why.asText()));
                found.put(each.path("payment_intent_id").asText(), words.toString());
            }
            return found.getOrDefault(intent, "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until core knows a dispute of a payment by this status. */
    void awaitsDispute(String intent, String dispute, String expected) {
        Await.until(PATIENCE, () -> dispute(intent, dispute).equals(expected));
        assertThat(dispute(intent, dispute)).as(dispute).isEqualTo(expected);
    }

    private String dispute(String intent, String dispute) {
        try {
            for (JsonNode each : payments("ids=" + intent).path(0).path("disputes")) {
                if (each.path("dispute_id").asText().equals(dispute)) {
                    return each.path("status").asText();
                }
            }
            return "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
