package io.tollgate.local.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Stands between billing and the stand-in for Stripe, passes everything on, and keeps what each
 * path was last posted, as the JSON that the form stands for.
 */
final class Recorder implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What belongs to a connection and not to a message. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, ObjectNode> posted = new ConcurrentHashMap<>();
    private volatile URI target = URI.create("http://127.0.0.1:9");

    Recorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::passOn);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void passesOnTo(URI standIn) {
        target = standIn;
    }

    /** What was last posted to a path. */
    ObjectNode posted(String path) {
        ObjectNode last = posted.get(path);
        if (last == null) {
            throw new AssertionError("nothing was posted to " + path + ", but " + posted.keySet());
        }
        return last;
    }

    private void passOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            posted.put(exchange.getRequestURI().getPath(), parsed(body));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
                        .timeout(Duration.ofSeconds(20))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().entrySet().stream()
                .filter(header -> !isOfConnection(header.getKey()))
                .forEach(
                        header ->
                                header.getValue().forEach(v -> request.header(header.getKey(), v)));
        try {
            answer(exchange, http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
            throws IOException {
        response.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!isOfConnection(name)) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
        exchange.sendResponseHeaders(response.statusCode(), response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    private static boolean isOfConnection(String header) {
        return NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
    }

    /** {@code a[b][0][c]=d} as the tree it stands for. */
    private static ObjectNode parsed(byte[] form) {
        ObjectNode root = JSON.createObjectNode();
        Stream.of(new String(form, StandardCharsets.UTF_8).split("&"))
                .filter(pair -> !pair.isEmpty())
                .forEach(
                        pair -> {
                            String[] sides = pair.split("=", 2);
                            put(root, steps(decoded(sides[0])), decoded(sides[1]));
                        });
        return root;
    }

    private static List<String> steps(String name) {
        return List.of(name.replace("]", "").split("\\["));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode parent, List<String> steps, String value) {
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (rest.isEmpty()) {
            putValue(parent, step, value);
        } else if (rest.getFirst().matches("[0-9]+")) {
            var array = parent.withArray(step);
            while (array.size() <= Integer.parseInt(rest.getFirst())) {
                array.addObject();
            }
            ObjectNode element = (ObjectNode) array.get(Integer.parseInt(rest.getFirst()));
            put(element, rest.subList(1, rest.size()), value);
        } else {
            put(parent.withObject("/" + step), rest, value);
        }
    }

    /** A form has no types: what looks like a number or a truth value is one. */
    private static void putValue(ObjectNode parent, String name, String value) {
        if (value.matches("[0-9]{1,15}")) {
            parent.put(name, Long.parseLong(value));
        } else if (value.matches("true|false")) {
            parent.put(name, Boolean.parseBoolean(value));
        } else {
            parent.put(name, value);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
