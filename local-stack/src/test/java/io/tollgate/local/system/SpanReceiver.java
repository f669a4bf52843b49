package io.tollgate.local.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes traces as a collector does: OTLP over HTTP, in protobuf. */
final class SpanReceiver implements AutoCloseable {

    private final List<TraceSpan> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<TraceSpan> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange) {
            byte[] body =
                    zipped
                            ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                            : exchange.getRequestBody().readAllBytes();
            spans.addAll(TraceSpan.ofExport(body));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
