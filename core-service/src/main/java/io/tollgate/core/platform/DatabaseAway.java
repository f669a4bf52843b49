package io.tollgate.core.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;

/** Tells a database that cannot be reached, or cannot serve now, from one that refused a value. */
final class DatabaseAway {

    /**
     * PostgreSQL's classes: 08 connection, 53 out of resources, 57 shut down or cancelled; and
     * 55P03, a lock not to be had.
     */
    private static final List<String> STATES = List.of("08", "53", "57", "55P03");

    /** A chain of causes is never this long; a circular one is. */
    private static final int MAX_CAUSES = 20;

    private DatabaseAway() {}

    static boolean explains(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            return sql instanceof SQLTransientConnectionException || isPoolTimeout(sql);
        }
        return STATES.stream().anyMatch(state::startsWith);
    }

    /** The pool throws a plain SQLException without a state when no connection comes free. */
    private static boolean isPoolTimeout(SQLException sql) {
        String message = sql.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("acquisition timeout");
    }
}
