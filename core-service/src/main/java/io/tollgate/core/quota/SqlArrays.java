package io.tollgate.core.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets parameters, mostly arrays, one after the other: a batch is one statement over columns. */
final class SqlArrays {

    private final Connection connection;
    private final PreparedStatement statement;
    private int index;

    SqlArrays(PreparedStatement statement) throws SQLException {
        this.connection = statement.getConnection();
        this.statement = statement;
    }

    SqlArrays single(String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    <T> SqlArrays text(Collection<T> rows, Function<T, @Nullable String> value)
            throws SQLException {
        return array("text", rows, value);
    }

    <T> SqlArrays numbers(Collection<T> rows, Function<T, @Nullable Long> value)
            throws SQLException {
        return array("int8", rows, value);
    }

    /** ISO 8601 text is exact to the microsecond on every driver. */
    <T> SqlArrays times(Collection<T> rows, Function<T, Instant> value) throws SQLException {
        return array("timestamptz", rows, row -> value.apply(row).toString());
    }

    <T> SqlArrays bytes(Collection<T> rows, Function<T, byte[]> value) throws SQLException {
        byte[][] values = rows.stream().map(value).toArray(byte[][]::new);
        statement.setArray(++index, connection.createArrayOf("bytea", values));
        return this;
    }

    private <T> SqlArrays array(
            String type, Collection<T> rows, Function<T, ? extends @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = value.apply(row);
        }
        statement.setArray(++index, connection.createArrayOf(type, values));
        return this;
    }
}
