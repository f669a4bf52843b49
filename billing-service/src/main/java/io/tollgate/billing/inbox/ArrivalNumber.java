package io.tollgate.billing.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Finds where in the arrivals a time is, without an index of times. */
final class ArrivalNumber {

    private ArrivalNumber() {}

    /**
     * The number of the first event that arrived at a time or later, by halving: numbers grow with
     * the time of arrival, but for moments between replicas.
     */
    static long at(Connection connection, Instant time) throws SQLException {
        long low = 0;
        long high = last(connection) + 1;
        Timestamp wanted = Timestamp.from(time);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT id, received_at FROM inbox_event WHERE id >= ? ORDER BY id"
                                + " LIMIT 1")) {
            while (low < high) {
                long middle = low + (high - low) / 2;
                select.setLong(1, middle);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next() && row.getTimestamp("received_at").before(wanted)) {
                        low = row.getLong("id") + 1;
                    } else {
                        high = middle;
                    }
                }
            }
        }
        return low;
    }

    private static long last(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT id FROM inbox_event ORDER BY id DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
