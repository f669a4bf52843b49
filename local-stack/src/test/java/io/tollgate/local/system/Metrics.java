package io.tollgate.local.system;

import io.tollgate.local.stack.Service;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads what a service counts. */
final class Metrics {

    private Metrics() {}

    /** A counter over all its labels, as Prometheus reads it. */
    static long count(Service service, String name) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    service.managementUrl().resolve("/q/metrics"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToLong(
                            line ->
                                    (long)
                                            Double.parseDouble(
                                                    line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
