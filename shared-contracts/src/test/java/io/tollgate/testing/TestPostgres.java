package io.tollgate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A PostgreSQL server of its own for a test, also on a machine that is busy. */
public final class TestPostgres {

    /** Much longer than it takes; the library's own limit is ten seconds. */
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    /**
     * Below the ports that a system gives to the near end of connections: the files of a database
     * are made before its port is bound.
     */
    private static final int LOWEST_PORT = 10_000;

    private static final int HIGHEST_PORT = 20_000;
    private static final int TRIES = 100;

    private TestPostgres() {}

    /** Starts one, with an empty database {@code postgres}. */
    public static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(freePort())
                .setPGStartupWait(STARTS_WITHIN)
                .start();
    }

    private static int freePort() throws IOException {
        IOException last = new IOException("no free port");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket probe =
                    new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return probe.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
