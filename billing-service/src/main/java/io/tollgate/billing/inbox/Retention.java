package io.tollgate.billing.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes what is old, oldest first and a little at a time: first an event's bytes, which hold
 * personal data, and much later its row. What a lane needs for going on is saved with the lane.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** Some 2 MB of events: a short transaction that holds nobody up. */
    static final int BATCH = 500;

    /* Another replica at it is left alone. */
    private static final String PLACE = "SELECT bodies_up_to FROM retention FOR UPDATE SKIP LOCKED";

    /* The rows at the front that are old enough; the first that is not ends them. */
    private static final String OLD =
            """
            SELECT max(id), count(*) FROM (
                SELECT id, bool_and(received_at < now() - ?::bigint * interval '1 second'
                                    AND state <> 'pending') OVER (ORDER BY id) AS old
                FROM (SELECT id, received_at, state FROM inbox_event
                      WHERE id > ? ORDER BY id LIMIT ?) AS front) AS aged
            WHERE old
            """;

    private static final String CLEAR =
            "UPDATE inbox_event SET body = '' WHERE id > ? AND id <= ? AND octet_length(body) > 0";

    private static final String MOVE = "UPDATE retention SET bodies_up_to = ?";

    private static final String DELETE = "DELETE FROM inbox_event WHERE id <= ?";

    private final DataSource dataSource;
    private final InboxConfig config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("inbox-retention").daemon(true).factory());

    Retention(DataSource dataSource, InboxConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long pause = config.retentionEvery().toMillis();
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void run() {
        try {
            long bodies = all(() -> clearBodies(config.bodiesKept()));
            long rows = all(() -> deleteRows(config.eventsKept()));
            if (bodies + rows > 0) {
                LOG.infof("retention bodies=%d events=%d", bodies, rows);
            }
        } catch (SQLException e) {
            LOG.warnf("retention put off sqlstate=%s", e.getSQLState());
        }
    }

    /** One batch of work; how much it did. */
    private interface Batch {
        int run() throws SQLException;
    }

    private static long all(Batch batch) throws SQLException {
        long done = 0;
        int last = BATCH;
        while (last == BATCH && !Thread.currentThread().isInterrupted()) {
            last = batch.run();
            done += last;
        }
        return done;
    }

    /** Removes the bytes of the oldest events; how many events it has got past. */
    int clearBodies(Duration kept) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            long from = place(connection);
            Front front = from < 0 ? Front.NONE : old(connection, kept, from);
            if (front.events() == 0) {
                connection.rollback();
                return 0;
            }
            update(connection, CLEAR, from, front.to());
            update(connection, MOVE, front.to());
            connection.commit();
            // Not how many had bytes: some may have been emptied by erasure.
            return front.events();
        }
    }

    /** Deletes the oldest rows; how many. */
    int deleteRows(Duration kept) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Front front = old(connection, kept, 0);
            return front.events() == 0 ? 0 : update(connection, DELETE, front.to());
        }
    }

    private static long place(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PLACE);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    /**
     * Old events at the front.
     *
     * @param to the last of them
     */
    private record Front(long to, int events) {
        static final Front NONE = new Front(-1, 0);
    }

    private static Front old(Connection connection, Duration kept, long after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OLD)) {
            select.setLong(1, kept.toSeconds());
            select.setLong(2, after);
            select.setInt(3, BATCH);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Front(row.getLong(1), row.getInt(2));
            }
        }
    }

    private static int update(Connection connection, String sql, long... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
