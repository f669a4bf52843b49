package io.tollgate.local.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads answers with a Content-Length off one keep-alive connection, a piece at a time. */
final class ResponseReader {

    /** The webhook answers in a few dozen bytes, its problems in a few hundred. */
    private static final int MAX_BYTES = 16 << 10;

    private static final String LENGTH = "\r\ncontent-length:";

    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);

    /** The status of an answer that is complete now; 0 if more has to come. */
    int read(ReadableByteChannel channel) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new IOException("the connection was closed");
        }
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0 || text.length() < headEnd + 4 + contentLength(text, headEnd)) {
            if (!buffer.hasRemaining()) {
                throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
            }
            return 0;
        }
        buffer.clear();
        return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    private static int contentLength(String text, int headEnd) throws IOException {
        String head = text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without Content-Length");
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
    }
}
