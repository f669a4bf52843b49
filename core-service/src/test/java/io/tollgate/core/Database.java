package io.tollgate.core;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks into the database past the service, to see what it really keeps. */
@ApplicationScoped
public class Database {

    /** Anything the service does takes far less. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AgroalDataSource source;

    Database(AgroalDataSource source) {
        this.source = source;
    }

    /** The first column of every row, as text. */
    public List<String> column(String sql, Object... parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    /** Asks again and again until there is a row; each question is a round trip to the server. */
    public void until(String sql, Object... parameters) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (column(sql, parameters).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came to be: " + sql);
            }
        }
    }

    /** Runs a statement. */
    public void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
