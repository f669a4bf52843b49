package io.tollgate.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One database of the stack's server. The server trusts the loopback interface, so the password is
 * only there because tools like to be given one.
 *
 * @param name the database
 * @param port where the server listens
 */
public record Database(String name, int port) {

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    /** For psql and the like. */
    public String url() {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, port, name);
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
    }

    /** A connection of one's own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, PASSWORD);
    }
}
