package io.tollgate.core.quota;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Has a round of work done again and again, on a thread of its own, however the last one ended. */
final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    /** The work; what it leaves is found by the next one. */
    interface Round {
        void run() throws SQLException;
    }

    private final String name;
    private final Round round;
    private final ScheduledExecutorService timer;

    Rounds(String name, Round round) {
        this.name = name;
        this.round = round;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name(name).daemon(true).factory());
    }

    /** Starts with the first pause. */
    void start(Duration pause) {
        long millis = pause.toMillis();
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(
                        this::runSafely, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** A timer forgets a task that throws. */
    private void runSafely() {
        try {
            round.run();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(e, "round_failed name=%s", name);
        }
    }
}
