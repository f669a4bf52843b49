package io.tollgate.core.quota;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One short transaction on a connection of its own: committed if its work ends well. */
final class Transaction {

    /** What is done in it. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private Transaction() {}

    static <T> T of(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.in(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }
}
