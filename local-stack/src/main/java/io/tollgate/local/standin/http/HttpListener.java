package io.tollgate.local.standin.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * HTTP/1.1, a virtual thread per connection. The JDK's own server writes its own {@code Date} and
 * cannot reset a connection; both are wanted here.
 */
public final class HttpListener implements AutoCloseable {

    /** A client that keeps a connection for longer has forgotten it. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final int BACKLOG = 256;

    private final ServerSocket listener;
    private final Function<Request, Reply> handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpListener(ServerSocket listener, Function<Request, Reply> handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /** Listens from now on; port 0 takes a free one. */
    public static HttpListener start(
            InetAddress address, int port, Function<Request, Reply> handler) {
        try {
            ServerSocket listener = new ServerSocket(port, BACKLOG, address);
            HttpListener server = new HttpListener(listener, handler);
            Thread.ofPlatform().daemon(false).name("standin-accept").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("standin-http").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout((int) IDLE.toMillis());
            socket.setTcpNoDelay(true);
            RequestReader reader =
                    new RequestReader(new BufferedInputStream(socket.getInputStream()));
            boolean more = true;
            while (more) {
                Optional<Request> request = reader.next();
                more = request.isPresent() && answer(socket, request.get());
            }
        } catch (IOException e) {
            // The client went away or speaks no HTTP; there is nobody to tell.
            open.remove(socket);
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection may carry another request. */
    private boolean answer(Socket socket, Request request) throws IOException {
        return switch (handler.apply(request)) {
            case Reply.Message message -> {
                boolean keep = !request.header("connection").orElse("").equalsIgnoreCase("close");
                write(socket.getOutputStream(), message, keep);
                yield keep;
            }
            case Reply.Reset reset -> {
                // Closing with a linger time of zero sends RST instead of FIN.
                socket.setSoLinger(true, 0);
                yield false;
            }
            case Reply.HangUp hangUp -> false;
        };
    }

    private static void write(OutputStream out, Reply.Message message, boolean keep)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ");
        head.append(message.status()).append(" Status\r\n");
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        head.append("Content-Length: ").append(message.body().length).append("\r\n");
        head.append("Connection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + message.body().length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(message.body(), 0, whole, start.length, message.body().length);
        out.write(whole);
        out.flush();
    }
}
