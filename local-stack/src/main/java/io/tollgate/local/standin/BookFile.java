package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Journal;
import io.tollgate.local.standin.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal in a file, a line of JSON for each entry. It outlives a process that is killed, not a
 * machine that fails. A new life begins a new file from what the old one comes to.
 */
final class BookFile implements Journal, AutoCloseable {

    private final Path file;
    private final Path next;
    private final OutputStream out;

    private BookFile(Path file, Path next, OutputStream out) {
        this.file = file;
        this.next = next;
        this.out = out;
    }

    static BookFile open(Path file) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            return new BookFile(file, next, Files.newOutputStream(next));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The lines of the life before; one that was cut off by its end is not there. */
    List<ObjectNode> before() {
        List<ObjectNode> lines = new ArrayList<>();
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(Json.kept(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return lines;
    }

    /** What has been written stands for all that was before. */
    void takeOver() {
        try {
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace " + file, e);
        }
    }

    @Override
    public synchronized void write(ObjectNode line) {
        try {
            byte[] bytes = Json.compact(line);
            byte[] withEnd = java.util.Arrays.copyOf(bytes, bytes.length + 1);
            withEnd[bytes.length] = '\n';
            out.write(withEnd);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
