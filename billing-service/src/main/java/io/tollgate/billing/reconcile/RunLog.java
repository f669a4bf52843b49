package io.tollgate.billing.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows runs and what they found to an operator. */
@ApplicationScoped
public class RunLog {

    /**
     * A run and how far it has come.
     *
     * @param mode {@code dry_run} or {@code repair}
     * @param startedBy {@code schedule}, or the operator
     * @param state {@code running}, {@code finished} or {@code failed}
     * @param phase {@code overdue}, {@code events}, {@code subscriptions}, {@code payments}, {@code
     *     charges} or {@code parked}
     * @param cursor how far the phase has come; null at its beginning and at the end
     * @param eventsFrom events are looked at from here, Unix seconds; null for all Stripe lists
     * @param eventsUntil and up to here
     * @param differences how many were found, by kind
     * @param repaired how many of those kept were set right or on their way
     * @param lastError why the present step has to be tried again, or why the run failed
     */
    public record Entry(
            long id,
            String mode,
            String startedBy,
            String state,
            String phase,
            @Nullable String cursor,
            @Nullable Long eventsFrom,
            @Nullable Long eventsUntil,
            long eventsChecked,
            long subscriptionsChecked,
            long paymentsChecked,
            Map<String, Long> differences,
            long repaired,
            @Nullable String lastError,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** One difference of a run. */
    public record Found(
            String subject,
            String lane,
            String kind,
            String detail,
            boolean repaired,
            Instant foundAt) {}

    private static final String RUNS =
            """
            SELECT r.*, (SELECT count(*) FROM reconcile_difference d
                         WHERE d.run_id = r.id AND d.repaired) AS repaired
            FROM reconcile_run r WHERE (?::bigint IS NULL OR r.id = ?)
                AND (?::bigint IS NULL OR r.id < ?)
            ORDER BY r.id DESC LIMIT ?
            """;

    private static final String COUNTS =
            "SELECT run_id, kind, found FROM reconcile_count WHERE run_id = ANY (?::bigint[])";

    private static final String DIFFERENCES =
            "SELECT subject, lane, kind, detail, repaired, found_at FROM reconcile_difference"
                    + " WHERE run_id = ? AND subject > ? AND (?::text IS NULL OR kind = ?)"
                    + " AND (?::boolean IS NULL OR repaired = ?) ORDER BY subject LIMIT ?";

    private final DataSource dataSource;

    RunLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One run. */
    public Optional<Entry> find(long id) throws SQLException {
        return select(id, null, 1).stream().findFirst();
    }

    /** The newest runs, those before a number. */
    public List<Entry> page(@Nullable Long before, int limit) throws SQLException {
        return select(null, before, limit);
    }

    private List<Entry> select(@Nullable Long id, @Nullable Long before, int limit)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(RUNS)) {
            select.setObject(1, id, java.sql.Types.BIGINT);
            select.setObject(2, id, java.sql.Types.BIGINT);
            select.setObject(3, before, java.sql.Types.BIGINT);
            select.setObject(4, before, java.sql.Types.BIGINT);
            select.setInt(5, limit);
            Map<Long, Map<String, Long>> counts = new LinkedHashMap<>();
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Map<String, Long> differences = new LinkedHashMap<>();
                    counts.put(rows.getLong("id"), differences);
                    entries.add(entry(rows, differences));
                }
            }
            fill(connection, counts);
            return entries;
        }
    }

    private static void fill(Connection connection, Map<Long, Map<String, Long>> counts)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
            select.setArray(1, connection.createArrayOf("bigint", counts.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Map<String, Long> differences = counts.get(rows.getLong("run_id"));
                    if (differences != null) {
                        differences.put(rows.getString("kind"), rows.getLong("found"));
                    }
                }
            }
        }
    }

    private static Entry entry(ResultSet row, Map<String, Long> differences) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("mode"),
                row.getString("started_by"),
                row.getString("state"),
                row.getString("phase"),
                row.getString("cursor"),
                (Long) row.getObject("events_from"),
                (Long) row.getObject("events_until"),
                row.getLong("events_checked"),
                row.getLong("subscriptions_checked"),
                row.getLong("payments_checked"),
                differences,
                row.getLong("repaired"),
                row.getString("last_error"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("finished_at")));
    }

    /** The differences of a run, ordered by subject, those after one. */
    List<Found> differences(long runId, String after, int limit) throws SQLException {
        return differences(runId, new Wanted(null, null), after, limit);
    }

    /**
     * Which differences; null leaves a field open.
     *
     * @param kind of this kind
     * @param repaired whether they were set right or are on their way
     */
    public record Wanted(@Nullable Kind kind, @Nullable Boolean repaired) {}

    /** Those of them that are wanted; a run keeps so few that all of it may be looked at. */
    public List<Found> differences(long runId, Wanted wanted, String after, int limit)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(DIFFERENCES)) {
            select.setLong(1, runId);
            select.setString(2, after);
            String kind = wanted.kind() == null ? null : wanted.kind().wire();
            select.setString(3, kind);
            select.setString(4, kind);
            select.setObject(5, wanted.repaired(), java.sql.Types.BOOLEAN);
            select.setObject(6, wanted.repaired(), java.sql.Types.BOOLEAN);
            select.setInt(7, limit);
            List<Found> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Found(
                                    rows.getString("subject"),
                                    rows.getString("lane"),
                                    rows.getString("kind"),
                                    rows.getString("detail"),
                                    rows.getBoolean("repaired"),
                                    rows.getTimestamp("found_at").toInstant()));
                }
            }
            return found;
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp value) {
        return value == null ? null : value.toInstant();
    }
}
