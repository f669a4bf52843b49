package io.tollgate.billing.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Sums up what the runs found that ended since one of them. */
@ApplicationScoped
public class RunsSince {

    /**
     * What was found.
     *
     * @param last the latest run that has ended
     * @param failed how many of the runs failed
     * @param differences how many were found, by kind, without those of which there are none
     */
    public record Found(long last, long failed, Map<String, Long> differences) {}

    /* One runs at a time: they end in the order of their ids. Old runs are purged: there are few. */
    private static final String SQL =
            """
            SELECT r.id, r.state = 'failed' AS failed, c.kind, c.found
            FROM reconcile_run r LEFT JOIN reconcile_count c ON c.run_id = r.id
            WHERE r.id > ? AND r.state <> 'running' ORDER BY r.id
            """;

    private final DataSource dataSource;

    RunsSince(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Sums up the runs after the one with this id. */
    public Found sum(long after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setLong(1, after);
            long last = after;
            long failed = 0;
            Map<String, Long> differences = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long run = rows.getLong("id");
                    failed += run != last && rows.getBoolean("failed") ? 1 : 0;
                    last = run;
                    String kind = rows.getString("kind");
                    if (kind != null) {
                        differences.merge(kind, rows.getLong("found"), Long::sum);
                    }
                }
            }
            return new Found(last, failed, differences);
        }
    }
}
