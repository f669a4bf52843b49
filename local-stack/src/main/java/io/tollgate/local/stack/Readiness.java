package io.tollgate.local.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a process whether it is ready. */
final class Readiness {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final URI health;

    Readiness(URI health) {
        this.health = health;
    }

    boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
