package io.tollgate.local;

import io.tollgate.local.stack.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/** Follows one service's log from its present end, and prints each new line with a prefix. */
final class LogStream {

    /** The log is for a person at a terminal: past this size it begins anew. */
    private static final long MAX_LOG_BYTES = 64L << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private final String prefix;
    private final FileChannel log;
    private final PrintStream out;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogStream(Service service, PrintStream out) {
        this.prefix = "%-7s | ".formatted(service.name());
        this.out = out;
        try {
            log =
                    FileChannel.open(
                            service.log(), StandardOpenOption.READ, StandardOpenOption.WRITE);
            log.position(log.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints what has come since the last time. */
    void poll() {
        try {
            while (log.read(chunk.clear()) > 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    accept(chunk.get());
                }
            }
            if (log.position() > MAX_LOG_BYTES) {
                // The service appends, so its next line lands at the new end.
                log.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(byte next) {
        if (next != '\n') {
            line.write(next);
            return;
        }
        out.println(prefix + line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
