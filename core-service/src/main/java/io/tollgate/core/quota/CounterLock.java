package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.plan.Resource;
import io.tollgate.core.subscription.TermsChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Makes takes wait while what a user has bought changes: the change holds the user's counters until
 * it is committed, so that every grant is either committed before it or decided by it.
 */
@ApplicationScoped
class CounterLock {

    private static final String LOCK =
            """
            SELECT updated_at FROM usage WHERE user_id = ANY (?)
            ORDER BY user_id, resource FOR NO KEY UPDATE
            """;

    /** The next decision about any of them comes later than the change. */
    private static final String STAMP =
            """
            WITH moment AS MATERIALIZED (
                SELECT greatest(core_now(), max(updated_at) + interval '1 microsecond') AS at
                FROM usage WHERE user_id = ANY (?)),
            stamped AS (
                UPDATE usage SET updated_at = moment.at FROM moment WHERE user_id = ANY (?))
            SELECT at FROM moment
            """;

    private final DataSource dataSource;
    private final Catalogues catalogues;

    CounterLock(DataSource dataSource, Catalogues catalogues) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
    }

    /** Runs in the transaction of the change, on its connection. */
    void hold(@Observes TermsChange change) throws SQLException {
        if (change.userIds().isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            CounterRows.add(connection, counters(change.userIds()));
            lock(connection, change.userIds());
            stamp(connection, change);
        }
    }

    private Set<Counter> counters(Set<String> users) {
        Set<Counter> counters = new TreeSet<>();
        for (String user : users) {
            for (Resource resource : catalogues.current().resources()) {
                if (resource.isCounted()) {
                    counters.add(new Counter(user, resource.name()));
                }
            }
        }
        return counters;
    }

    private static void lock(Connection connection, Set<String> users) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            new SqlArrays(statement).text(users, user -> user);
            statement.executeQuery().close();
        }
    }

    private static void stamp(Connection connection, TermsChange change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STAMP)) {
            new SqlArrays(statement)
                    .text(change.userIds(), user -> user)
                    .text(change.userIds(), user -> user);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    change.notBefore(FactsReader.instant(row, "at"));
                }
            }
        }
    }
}
