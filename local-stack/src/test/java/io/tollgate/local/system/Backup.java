package io.tollgate.local.system;

import io.tollgate.local.stack.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of one database, taken and put back while its service is stopped. */
final class Backup {

    private final Database database;

    private Backup(Database database) {
        this.database = database;
    }

    static Backup of(Database database) throws SQLException {
        Backup backup = new Backup(database);
        backup.run(
                "DROP DATABASE IF EXISTS " + backup.copy() + " WITH (FORCE)",
                leave(database.name()),
                "CREATE DATABASE " + backup.copy() + " TEMPLATE " + database.name());
        return backup;
    }

    /** Everything since the copy was taken is gone. */
    void restore() throws SQLException {
        run(
                "DROP DATABASE " + database.name() + " WITH (FORCE)",
                "CREATE DATABASE " + database.name() + " TEMPLATE " + copy());
    }

    /** A stopped service's connections may end a moment after it. */
    private static String leave(String database) {
        return "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = '"
                + database
                + "'";
    }

    private String copy() {
        return database.name() + "_yesterday";
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = new Database("postgres", database.port()).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
