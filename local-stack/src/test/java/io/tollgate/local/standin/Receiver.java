package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tollgate.local.stack.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A webhook endpoint that keeps what it is sent, and answers what it is told to. */
final class Receiver implements AutoCloseable {

    /** Far longer than any delivery takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One delivery as it arrived. */
    record Arrival(String signature, String body) {

        JsonNode event() {
            return Fixture.json(body);
        }

        String type() {
            return event().path("type").asText();
        }

        String id() {
            return event().path("id").asText();
        }
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int answer = 200;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    void answer(int status) {
        answer = status;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    List<String> types() {
        return arrivals.stream().map(Arrival::type).toList();
    }

    /** Waits until what has arrived is as wanted. */
    List<Arrival> await(Predicate<List<Arrival>> wanted) {
        assertThat(Await.until(PATIENCE, () -> wanted.test(arrivals))).as("arrivals").isTrue();
        return arrivals();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrivals.add(
                    new Arrival(exchange.getRequestHeaders().getFirst("Stripe-Signature"), body));
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
