package io.tollgate.local.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL server that keeps what it is told: fsync and synchronous_commit are on, and its data
 * outlives it.
 */
final class PostgresServer {

    static final String BILLING = "billing";
    static final String CORE = "core";

    /** Recovery after a crash comes before the first connection. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final EmbeddedPostgres server;
    private final PostgresData data;

    private PostgresServer(EmbeddedPostgres server, PostgresData data) {
        this.server = server;
        this.data = data;
    }

    /** Starts the server on the directory's data, creating both databases the first time. */
    static PostgresServer start(Path directory, int port) {
        PostgresData data = new PostgresData(directory);
        data.endOrphan();
        data.discardHalfMade();
        File log = directory.resolve("postgres.log").toFile();
        try {
            Files.createDirectories(directory);
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(data.path())
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(START_TIMEOUT)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setErrorRedirector(Redirect.appendTo(log))
                            .setOutputRedirector(Redirect.appendTo(log))
                            .start();
            PostgresServer started = new PostgresServer(server, data);
            started.createDatabases();
            data.markComplete();
            return started;
        } catch (IOException | RuntimeException e) {
            data.endOrphan();
            throw new StackException("PostgreSQL did not start; its log is " + log, e);
        }
    }

    long pid() {
        return data.postmaster().map(ProcessHandle::pid).orElse(-1L);
    }

    /** Ends it the orderly way, or within the grace any way. */
    void stop() {
        ProcessHandle postmaster = data.postmaster().orElse(null);
        try {
            server.close();
        } catch (IOException e) {
            throw new StackException("PostgreSQL did not stop", e);
        } finally {
            if (postmaster != null) {
                Processes.endWithin(STOP_GRACE, postmaster);
            }
        }
    }

    /** Ends it at once, and waits until its children have noticed. */
    void kill() {
        ProcessHandle postmaster = data.postmaster().orElse(null);
        if (postmaster == null) {
            return;
        }
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        Processes.endWithin(STOP_GRACE, postmaster);
        children.forEach(child -> Processes.endWithin(STOP_GRACE, child));
        try {
            // Lets go of the directory; there is nothing left to stop.
            server.close();
        } catch (IOException e) {
            throw new StackException("PostgreSQL's directory is still held", e);
        }
    }

    private void createDatabases() {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : List.of(BILLING, CORE)) {
                if (!exists(statement, name)) {
                    statement.execute("CREATE DATABASE " + name);
                }
            }
        } catch (SQLException e) {
            throw new StackException("cannot create the databases", e);
        }
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
            return row.next();
        }
    }
}
