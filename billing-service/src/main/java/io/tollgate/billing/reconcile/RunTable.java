package io.tollgate.billing.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The runs and what they found. One run at a time: a partial unique index says so. A run belongs to
 * the replica whose token it shows, while the lease holds; whoever takes it up later goes on from
 * its cursor.
 */
@ApplicationScoped
class RunTable {

    /* Since the end of the last repair; without one, all that Stripe lists. */
    private static final String START =
            """
            INSERT INTO reconcile_run (mode, started_by, phase, events_from)
            SELECT ?, ?, ?, CASE WHEN ? THEN NULL ELSE
                (SELECT max(events_until) - ? FROM reconcile_run
                 WHERE mode = 'repair' AND state = 'finished') END
            ON CONFLICT ((true)) WHERE state = 'running' DO NOTHING
            RETURNING id
            """;

    private static final String SCHEDULE_DUE =
            "SELECT NOT EXISTS (SELECT FROM reconcile_run WHERE state = 'running'"
                    + " OR (started_by = 'schedule'"
                    + " AND started_at > now() - ?::bigint * interval '1 millisecond'))";

    private static final String TAKE =
            """
            UPDATE reconcile_run SET token = token + 1,
                lease_until = clock_timestamp() + ?::bigint * interval '1 millisecond'
            WHERE state = 'running' AND (lease_until IS NULL OR lease_until < now())
            RETURNING id, token, mode, phase, cursor, events_from, events_until
            """;

    private static final String RENEW =
            "UPDATE reconcile_run SET"
                    + " lease_until = clock_timestamp() + ?::bigint * interval '1 millisecond'"
                    + " WHERE id = ? AND token = ? AND state = 'running'";

    /* A renewal that is still under way is not ours any more either. */
    private static final String RELEASE =
            "UPDATE reconcile_run SET lease_until = NULL, token = token + 1"
                    + " WHERE id = ? AND token = ? AND state = 'running'";

    /* Failing is remembered in the row: it must end also where replicas take turns at it. */
    private static final String FAILING =
            """
            UPDATE reconcile_run SET last_error = ?,
                failing_since = coalesce(failing_since, now()),
                state = CASE WHEN failing_since < now() - ?::bigint * interval '1 millisecond'
                        THEN 'failed' ELSE state END,
                finished_at = CASE WHEN failing_since < now() - ?::bigint * interval '1 millisecond'
                        THEN now() END
            WHERE id = ? AND token = ? AND state = 'running' RETURNING state
            """;

    private static final String ADVANCE =
            """
            UPDATE reconcile_run SET phase = ?, cursor = ?, last_error = NULL,
                failing_since = NULL,
                events_checked = events_checked + ?,
                subscriptions_checked = subscriptions_checked + ?,
                payments_checked = payments_checked + ?,
                events_until = coalesce(events_until, ?),
                state = CASE WHEN ? THEN 'finished' ELSE 'running' END,
                finished_at = CASE WHEN ? THEN now() END,
                lease_until = clock_timestamp() + ?::bigint * interval '1 millisecond'
            WHERE id = ? AND token = ? AND state = 'running'
            RETURNING id, token, mode, phase, cursor, events_from, events_until, state
            """;

    private static final String RECORD =
            """
            WITH room AS (SELECT greatest(0, ? - count(*)) AS free FROM reconcile_difference
                          WHERE run_id = ?),
            found AS (
                INSERT INTO reconcile_difference (run_id, subject, lane, kind, detail)
                SELECT ?, d.subject, d.lane, d.kind, d.detail
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
                    WITH ORDINALITY AS d(subject, lane, kind, detail, place), room
                WHERE d.place <= room.free
                ON CONFLICT (run_id, subject) DO NOTHING
                RETURNING kind)
            INSERT INTO reconcile_count (run_id, kind, found)
            SELECT ?, kind, count(*) FROM (
                SELECT kind FROM found
                UNION ALL
                SELECT d.kind FROM unnest(?::text[]) WITH ORDINALITY AS d(kind, place), room
                WHERE d.place > room.free) AS counted
            GROUP BY kind
            ON CONFLICT (run_id, kind)
                DO UPDATE SET found = reconcile_count.found + excluded.found
            """;

    private static final String REPAIRED =
            "UPDATE reconcile_difference SET repaired = true"
                    + " WHERE run_id = ? AND subject = ANY (?::text[])";

    private static final String REPORTED =
            "SELECT DISTINCT lane FROM reconcile_difference WHERE run_id = ?"
                    + " AND lane = ANY (?::text[])";

    private static final String PURGE =
            "DELETE FROM reconcile_run WHERE state <> 'running' AND id NOT IN"
                    + " (SELECT id FROM reconcile_run ORDER BY id DESC LIMIT ?)";

    private final DataSource dataSource;

    RunTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Starts a run.
     *
     * @param all whether events are looked at as far back as Stripe lists them
     * @param overlap how far behind the end of the last repair they are looked at otherwise
     * @return its id; empty if one is running already
     */
    Optional<Long> start(Mode mode, String by, boolean all, Duration overlap) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement start = connection.prepareStatement(START)) {
            start.setString(1, mode.wire());
            start.setString(2, by);
            start.setString(3, Phase.OVERDUE.wire());
            start.setBoolean(4, all);
            start.setLong(5, overlap.toSeconds());
            try (ResultSet row = start.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Whether nothing runs and the schedule's last start is long enough ago. */
    boolean isDue(Duration every) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SCHEDULE_DUE)) {
            select.setLong(1, every.toMillis());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Takes the run that nobody works on: a new one, or one that was left behind. */
    Optional<Run> take(Duration lease) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setLong(1, lease.toMillis());
            try (ResultSet row = take.executeQuery()) {
                return row.next() ? Optional.of(run(row)) : Optional.empty();
            }
        }
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getLong("token"),
                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                Phase.of(row.getString("phase")),
                row.getString("cursor"),
                (Long) row.getObject("events_from"),
                (Long) row.getObject("events_until"));
    }

    /** Keeps the run for another lease; false if it is no longer ours. */
    boolean renew(Run run, Duration lease) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setLong(1, lease.toMillis());
            renew.setLong(2, run.id());
            renew.setLong(3, run.token());
            return renew.executeUpdate() == 1;
        }
    }

    /** Leaves the run to whoever looks next, if it is still ours. */
    void release(Run run) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setLong(1, run.id());
            release.setLong(2, run.token());
            release.executeUpdate();
        }
    }

    /**
     * Notes that the present step cannot be done. After a time of that the run has failed.
     *
     * @return whether it is to be tried again; not if it has failed or is no longer ours
     */
    boolean failing(Run run, String why, Duration giveUpAfter) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(FAILING)) {
            update.setString(1, why);
            update.setLong(2, giveUpAfter.toMillis());
            update.setLong(3, giveUpAfter.toMillis());
            update.setLong(4, run.id());
            update.setLong(5, run.token());
            try (ResultSet row = update.executeQuery()) {
                return row.next() && row.getString("state").equals("running");
            }
        }
    }

    /** Writes down what was found, once for each subject however often a step is repeated. */
    void record(Run run, List<Difference> differences, int max) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement record = connection.prepareStatement(RECORD)) {
            record.setLong(1, max);
            record.setLong(2, run.id());
            record.setLong(3, run.id());
            texts(record, 4, differences, Difference::subject);
            texts(record, 5, differences, Difference::lane);
            texts(record, 6, differences, difference -> difference.kind().wire());
            texts(record, 7, differences, Difference::detail);
            record.setLong(8, run.id());
            texts(record, 9, differences, difference -> difference.kind().wire());
            record.executeUpdate();
        }
    }

    void repaired(Run run, List<Difference> differences) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(REPAIRED)) {
            update.setLong(1, run.id());
            texts(update, 2, differences, Difference::subject);
            update.executeUpdate();
        }
    }

    private static void texts(
            PreparedStatement statement,
            int index,
            List<Difference> differences,
            Function<Difference, String> value)
            throws SQLException {
        Object[] values = differences.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("text", values));
    }

    /**
     * Moves on to the next page, the next phase, or the end.
     *
     * @return the run where it goes on; empty at its end, or if it is no longer ours
     */
    Optional<Run> advance(Run run, StepResult.Page page, Duration lease) throws SQLException {
        Optional<Phase> next = page.next() == null ? run.phase().next() : Optional.of(run.phase());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
            advance.setString(1, next.orElse(run.phase()).wire());
            advance.setString(2, page.next());
            advance.setInt(3, page.checked().events());
            advance.setInt(4, page.checked().subscriptions());
            advance.setInt(5, page.checked().payments());
            advance.setObject(6, page.eventsUntil(), Types.BIGINT);
            advance.setBoolean(7, next.isEmpty());
            advance.setBoolean(8, next.isEmpty());
            advance.setLong(9, lease.toMillis());
            advance.setLong(10, run.id());
            advance.setLong(11, run.token());
            try (ResultSet row = advance.executeQuery()) {
                return row.next() && row.getString("state").equals("running")
                        ? Optional.of(run(row))
                        : Optional.empty();
            }
        }
    }

    /** Those of these lanes of which the run has found a difference. */
    Set<String> reported(Run run, List<String> lanes) throws SQLException {
        Set<String> reported = new HashSet<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(REPORTED)) {
            select.setLong(1, run.id());
            select.setArray(2, connection.createArrayOf("text", lanes.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reported.add(rows.getString(1));
                }
            }
        }
        return reported;
    }

    /** Deletes all but the newest runs. */
    void purge(int keep) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement purge = connection.prepareStatement(PURGE)) {
            purge.setInt(1, keep);
            purge.executeUpdate();
        }
    }
}
