package io.tollgate.local.standin.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests off one connection, within limits. */
final class RequestReader {

    /** More than stripe-java or a browser sends. */
    private static final int MAX_LINE_BYTES = 16 << 10;

    private static final int MAX_HEADERS = 100;

    /** Stripe's own requests are a few KiB. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request; empty if the other side has closed. */
    Optional<Request> next() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("no request line");
        }
        Map<String, String> headers = headers();
        byte[] body = body(headers);
        String[] target = words[1].split("\\?", 2);
        return Optional.of(
                new Request(
                        words[0], target[0], target.length == 2 ? target[1] : "", headers, body));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MAX_HEADERS) {
                throw new ProtocolException("bad headers");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String length = headers.getOrDefault("content-length", "0");
        if (headers.containsKey("transfer-encoding") || !length.matches("\\d{1,7}")) {
            throw new ProtocolException("only bodies with a Content-Length are read");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > MAX_BODY_BYTES) {
            throw new ProtocolException("body too large");
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("body cut short");
        }
        return body;
    }

    /** A line without its end; empty at the end of the stream as well. */
    private String line() throws IOException {
        byte[] line = new byte[MAX_LINE_BYTES];
        int length = 0;
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (length == line.length) {
                throw new ProtocolException("line too long");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
    }
}
