package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Closes reservations that expired long ago while nobody took of their counter since: in the way
 * the next take would, with the same lines in the ledger.
 */
@ApplicationScoped
class Abandoned {

    private static final Logger LOG = Logger.getLogger(Abandoned.class);

    /** A counter that is in use is settled by its takes, before that. */
    static final Duration AFTER = Duration.ofDays(1);

    /** Takes of these counters wait meanwhile, for a few milliseconds. */
    private static final int BATCH_COUNTERS = 50;

    /** Two million counters; the next round closes what is left. */
    private static final int MAX_BATCHES = 40_000;

    /** Whoever holds one of the counters goes first: the next round comes by again. */
    private static final Duration LOCK_WAIT = Duration.ofMillis(100);

    private static final String COUNTERS =
            """
            WITH clock AS MATERIALIZED (
                SELECT core_now() - ?::bigint * interval '1 second' AS limit_at)
            SELECT DISTINCT user_id, resource FROM hold
            WHERE closed_at IS NULL AND expires_at <= (SELECT limit_at FROM clock)
                AND (user_id, resource) > (?, ?)
            ORDER BY user_id, resource LIMIT ?
            """;

    private final DataSource dataSource;
    private final Catalogues catalogues;

    Abandoned(DataSource dataSource, Catalogues catalogues) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
    }

    void round() throws SQLException {
        Counter after = new Counter("", "");
        for (int batch = 0; batch < MAX_BATCHES; batch++) {
            NavigableSet<Counter> counters = countersAfter(after);
            if (counters.isEmpty()) {
                return;
            }
            close(counters);
            after = counters.last();
        }
    }

    private NavigableSet<Counter> countersAfter(Counter after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNTERS)) {
            statement.setLong(1, AFTER.toSeconds());
            statement.setString(2, after.userId());
            statement.setString(3, after.resource());
            statement.setInt(4, BATCH_COUNTERS);
            NavigableSet<Counter> counters = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counters.add(FactsReader.counter(rows));
                }
            }
            return counters;
        }
    }

    private void close(Set<Counter> counters) throws SQLException {
        Catalogue catalogue = catalogues.current();
        Need need = new Need(counters, List.of(), List.of());
        try {
            boolean _ =
                    Transaction.of(
                            dataSource,
                            connection -> {
                                Facts facts =
                                        FactsReader.lockAndRead(
                                                connection, need, LOCK_WAIT, catalogue);
                                Books.Writes writes = new Books(facts).writes();
                                return writes.isEmpty() || WritesWriter.write(connection, writes);
                            });
        } catch (SQLException e) {
            if (!CommandBatch.isLockTimeout(e)) {
                throw e;
            }
            LOG.infof("abandoned_reservations_held_up counters=%d", counters.size());
        }
    }
}
