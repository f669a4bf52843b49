package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The data directory of PostgreSQL, and who serves it. PostgreSQL detaches from its launcher, so
 * after a {@code kill -9} of the launcher it still runs: {@code postmaster.pid} says under which
 * pid, and the process's own command line whether that pid still is our server.
 */
final class PostgresData {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path data;
    private final Path complete;

    PostgresData(Path directory) {
        this.data = directory.toAbsolutePath().normalize().resolve("postgres");
        this.complete = directory.resolve("postgres.complete");
    }

    Path path() {
        return data;
    }

    /** The server that has this directory open, if one does. */
    Optional<ProcessHandle> postmaster() {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            String pid = lines.isEmpty() ? "" : lines.getFirst().strip();
            return pid.matches("\\d{1,18}")
                    ? ProcessHandle.of(Long.parseLong(pid)).filter(this::servesThisDirectory)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a server that a killed launcher left behind. */
    void endOrphan() {
        postmaster()
                .ifPresent(
                        orphan -> {
                            // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
                            Processes.signal(orphan.pid(), "INT");
                            Processes.endWithin(GRACE, orphan);
                        });
    }

    /** A directory whose creation was interrupted never held anything: make it anew. */
    void discardHalfMade() {
        if (Files.exists(data) && !Files.exists(complete)) {
            discard();
        }
    }

    /** Deletes everything; nobody may be serving it. */
    void discard() {
        PrivateFiles.deleteTree(complete);
        PrivateFiles.deleteTree(data);
    }

    void markComplete() {
        PrivateFiles.write(complete, "");
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command().orElse("").endsWith("postgres");
        List<String> arguments = List.of(info.arguments().orElse(new String[0]));
        return isPostgres && arguments.contains(data.toString());
    }
}
