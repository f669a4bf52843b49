package io.tollgate.local.load;

import io.tollgate.local.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The baseline: plain JDBC inserts of the same bytes into a table just like billing's inbox, each
 * row in a commit of its own.
 */
final class InsertSide implements Side {

    private static final String INSERT =
            """
            INSERT INTO baseline_event
                (event_id, type, api_version, created, livemode, lane, state, body)
            VALUES (?, 'customer.subscription.updated', '2026-07-29.dahlia', ?, false, ?,
                'pending', ?)
            """;

    private final Database database;
    private final Bodies bodies;

    InsertSide(Database database, Bodies bodies) {
        this.database = database;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return "insert";
    }

    /** Makes the table; whatever billing's migrations make of the inbox, it stays alike. */
    void createTable() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE baseline_event (LIKE inbox_event INCLUDING ALL)");
        }
    }

    @Override
    public Samples run(int connections, Duration duration) throws SQLException {
        List<Connection> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                opened.add(database.connect());
            }
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Callable<Samples.Builder>> work = new ArrayList<>();
            opened.forEach(connection -> work.add(() -> insertUntil(end, connection)));
            Samples.Builder samples = new Samples.Builder();
            for (Future<Samples.Builder> part : threads.invokeAll(work)) {
                samples.addAll(part.get());
            }
            return samples.build(Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } finally {
            for (Connection connection : opened) {
                connection.close();
            }
            truncate();
        }
    }

    private Samples.Builder insertUntil(long end, Connection connection) throws SQLException {
        Samples.Builder samples = new Samples.Builder();
        byte[] body = new byte[Bodies.BYTES];
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (System.nanoTime() - end < 0) {
                Bodies.Written written = bodies.next(body, 0);
                long begin = System.nanoTime();
                insert.setString(1, written.eventId());
                insert.setLong(2, 1_700_000_000L);
                insert.setString(3, written.subscriptionId());
                insert.setBytes(4, body);
                insert.executeUpdate();
                samples.add(System.nanoTime() - begin);
            }
        }
        return samples;
    }

    /** So that a round does not pay for the size of those before it, and the disk does not fill. */
    private void truncate() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE baseline_event");
        }
    }
}
