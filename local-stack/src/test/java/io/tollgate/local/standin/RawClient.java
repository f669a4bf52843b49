package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes form-encoded calls, and shows status, headers and JSON of what comes back. */
record RawClient(URI base, String key, Map<String, String> headers) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    record Raw(int status, HttpHeaders headers, JsonNode body) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        JsonNode error() {
            return body.path("error");
        }
    }

    RawClient(URI base, String key) {
        this(base, key, Map.of());
    }

    /** The same with one more header. */
    RawClient with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new RawClient(base, key, more);
    }

    Raw get(String path) throws IOException {
        return send(request(path).GET());
    }

    Raw delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    Raw post(String path, String form) throws IOException {
        return send(request(path).POST(BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/x-www-form-urlencoded");
        if (!key.isEmpty() && !headers.containsKey("Authorization")) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        return request;
    }

    private static Raw send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Raw(
                    response.statusCode(), response.headers(), Fixture.json(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
