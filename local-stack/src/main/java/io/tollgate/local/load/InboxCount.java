package io.tollgate.local.load;

import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Database;
import io.tollgate.local.stack.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Looks into billing's inbox from behind. */
final class InboxCount {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Database database;
    private final String eventIdPattern;

    InboxCount(Database database, String eventIdPattern) {
        this.database = database;
        this.eventIdPattern = eventIdPattern;
    }

    /** How many of our events are kept, by state. */
    Map<String, Long> byState() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT state, count(*) FROM inbox_event WHERE event_id LIKE ?"
                                        + " GROUP BY state")) {
            query.setString(1, eventIdPattern);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    /** Waits until nothing is pending any more; whether that came true in time. */
    boolean awaitSettled(Duration timeout) {
        return Await.until(timeout, INTERVAL, () -> !hasPending());
    }

    private boolean hasPending() {
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT EXISTS (SELECT FROM inbox_event WHERE state = 'pending')");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new StackException("cannot read the inbox", e);
        }
    }
}
