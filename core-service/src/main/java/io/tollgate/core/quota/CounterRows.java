package io.tollgate.core.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Makes the rows of counters nobody used yet: what is not there cannot be locked. */
final class CounterRows {

    private static final String ADD =
            """
            INSERT INTO usage (user_id, resource, used, version, updated_at)
            SELECT user_id, resource, 0, 0, core_now()
            FROM unnest(?::text[], ?::text[]) AS w(user_id, resource)
            ORDER BY user_id, resource ON CONFLICT DO NOTHING
            """;

    private CounterRows() {}

    static void add(Connection connection, Collection<Counter> counters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            new SqlArrays(statement)
                    .text(counters, Counter::userId)
                    .text(counters, Counter::resource);
            statement.executeUpdate();
        }
    }
}
