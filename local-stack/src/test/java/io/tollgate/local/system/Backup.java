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
                "DROP DATABASE IF EXISTS " + backup.copy(),
                "CREATE DATABASE " + backup.copy() + " TEMPLATE " + database.name());
        return backup;
    }

    /** Everything since the copy was taken is gone. */
    void restore() throws SQLException {
        run(
                "DROP DATABASE " + database.name(),
                "CREATE DATABASE " + database.name() + " TEMPLATE " + copy());
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
