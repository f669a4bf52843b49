package io.tollgate.billing.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Claims lanes and writes back what became of them. Every write asks that the claim's sequence is
 * still the lane's: a worker that lost its lease changes nothing.
 */
@ApplicationScoped
class LaneTable {

    /*
     * A lane whose lease ran out is suspect, since its worker never came back: it is claimed
     * alone, so that a lane that kills its worker takes no other with it more than once.
     */
    private static final String CLAIM =
            """
            UPDATE lane SET sequence = sequence + 1, attempts = attempts + 1,
                lost_leases = lost_leases + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END,
                lease_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id IN (SELECT id FROM lane WHERE %s LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, sequence, arrivals, attempts, lost_leases, state, paid_through, cause,
                extract(epoch FROM now() - coalesce(failing_since, now()))::bigint AS failing,
                extract(epoch FROM now() - coalesce(stripe_failing_since, now()))::bigint
                    AS stripe_failing
            """;

    private static final String CLAIM_DUE =
            CLAIM.formatted("due_at <= now() AND lease_until IS NULL ORDER BY due_at");

    private static final String CLAIM_SUSPECT =
            CLAIM.formatted("lease_until < now() ORDER BY lease_until");

    private static final String SETTLE =
            """
            WITH fenced AS (
                UPDATE lane SET lease_until = NULL, attempts = 0, lost_leases = 0,
                    failing_since = NULL, stripe_failing_since = NULL, last_error = NULL,
                    due_at = CASE WHEN arrivals = ? AND NOT ?
                                  THEN now() + ?::bigint * interval '1 millisecond'
                                  ELSE now() END,
                    cause = CASE WHEN arrivals = ? THEN NULL ELSE cause END,
                    state = ?, paid_through = ?, needs_fetch = ?
                WHERE id = ? AND sequence = ? RETURNING id, sequence),
            marked AS (
                UPDATE inbox_event e SET state = m.state, reason = m.reason, outcome = m.outcome,
                    settled_at = now(), sequence = fenced.sequence, attempts = ?,
                    claimed_at = now() - ?::bigint * interval '1 millisecond',
                    fetched_at = now() - ?::bigint * interval '1 millisecond'
                FROM fenced, unnest(?::text[], ?::text[], ?::text[], ?::text[])
                    AS m(event_id, state, reason, outcome)
                WHERE e.event_id = m.event_id AND e.lane = fenced.id
                  AND (e.state = 'pending'
                       OR e.reason IN ('subscription_unknown', 'payment_unknown'))
                RETURNING CASE WHEN m.state = 'forwarded' THEN e.received_at END AS received_at)
            SELECT (SELECT count(*) FROM fenced),
                (SELECT extract(epoch FROM now() - min(received_at)) FROM marked)
            """;

    private static final String RETRY =
            """
            UPDATE lane SET lease_until = NULL, lost_leases = 0,
                attempts = attempts - CASE WHEN ? THEN 0 ELSE 1 END,
                failing_since = CASE WHEN ? THEN coalesce(failing_since, now())
                                     ELSE failing_since END,
                stripe_failing_since = CASE WHEN ? THEN coalesce(stripe_failing_since, now()) END,
                due_at = now() + ? * interval '1 millisecond', last_error = ?
            WHERE id = ? AND sequence = ?
            """;

    private static final String JUMP =
            """
            UPDATE lane SET sequence = greatest(sequence, ?), lease_until = NULL,
                lost_leases = 0, due_at = now()
            WHERE id = ? AND sequence = ? AND lease_until > now()
            """;

    private static final String SWEEP =
            """
            UPDATE lane SET due_at = now() WHERE id IN (
                SELECT l.id FROM lane l WHERE l.due_at IS NULL AND EXISTS (
                    SELECT FROM inbox_event e WHERE e.lane = l.id AND e.state = 'pending')
                LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """;

    /** From what nobody notices to what somebody should be called for. */
    private static final Duration[] DELAYS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final DataSource dataSource;
    private final Timer delays;

    LaneTable(DataSource dataSource, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.delays =
                Timer.builder("tollgate.event.delay")
                        .description("From an event's commit until core knew, the oldest of a lane")
                        .serviceLevelObjectives(DELAYS)
                        .register(metrics);
    }

    /**
     * Claims due lanes, longest due first.
     *
     * @param suspects whether to claim from those whose last worker was lost, or from the others
     */
    List<Claim> claim(int limit, boolean suspects, Duration lease) throws SQLException {
        // Taken before the statement: what this process thinks is left is never too much.
        long leaseEndsNanos = System.nanoTime() + lease.toNanos();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim =
                        connection.prepareStatement(suspects ? CLAIM_SUSPECT : CLAIM_DUE)) {
            claim.setLong(1, lease.toMillis());
            claim.setInt(2, limit);
            List<Claim> claims = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    claims.add(claim(rows, leaseEndsNanos));
                }
            }
            return claims;
        }
    }

    private static Claim claim(ResultSet row, long leaseEndsNanos) throws SQLException {
        long paidThrough = row.getLong("paid_through");
        return new Claim(
                row.getString("id"),
                row.getLong("sequence"),
                row.getLong("arrivals"),
                row.getInt("attempts"),
                row.getInt("lost_leases"),
                Duration.ofSeconds(row.getLong("failing")),
                Duration.ofSeconds(row.getLong("stripe_failing")),
                row.getString("state"),
                row.getObject("paid_through") == null ? null : (Long) paidThrough,
                row.getString("cause"),
                leaseEndsNanos,
                new Steps());
    }

    /**
     * Closes what was listed at the claim. The lane stays due if something arrived since, or if
     * more waits than was listed; else it is due again only if it is to be fetched later.
     *
     * @return whether the claim still held; if not, nothing was written
     */
    boolean settle(Claim claim, LaneResult result) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setLong(1, claim.arrivals());
            settle.setBoolean(2, result.moreWaits());
            Duration later = result.fetchLater();
            settle.setObject(3, later == null ? null : (Long) later.toMillis(), Types.BIGINT);
            settle.setLong(4, claim.arrivals());
            settle.setString(5, result.state());
            settle.setObject(6, result.paidThrough(), Types.BIGINT);
            settle.setBoolean(7, result.needsFetch());
            settle.setString(8, claim.lane());
            settle.setLong(9, claim.sequence());
            settle.setInt(10, claim.attempts());
            settle.setLong(11, claim.steps().sinceClaimed().toMillis());
            Duration fetched = claim.steps().sinceFetched();
            settle.setObject(12, fetched == null ? null : (Long) fetched.toMillis(), Types.BIGINT);
            List<Mark> marks = result.marks();
            marks(settle, 13, marks, Mark::eventId);
            marks(settle, 14, marks, mark -> mark.state().wire());
            marks(settle, 15, marks, m -> m.reason() == null ? null : m.reason().wire());
            marks(settle, 16, marks, Mark::outcome);
            try (ResultSet rows = settle.executeQuery()) {
                rows.next();
                double waited = rows.getDouble(2);
                if (!rows.wasNull()) {
                    delays.record(Duration.ofMillis((long) (waited * 1000)));
                }
                return rows.getInt(1) == 1;
            }
        }
    }

    private static void marks(
            PreparedStatement statement,
            int index,
            List<Mark> marks,
            Function<Mark, @Nullable String> value)
            throws SQLException {
        Object[] values = marks.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("text", values));
    }

    /** Gives a lane back to be tried again. */
    boolean retry(Claim claim, Retry how) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement retry = connection.prepareStatement(RETRY)) {
            retry.setBoolean(1, how.counted());
            retry.setBoolean(2, how.counted() && !how.forStripe());
            retry.setBoolean(3, how.forStripe());
            retry.setLong(4, how.dueIn().toMillis());
            retry.setString(5, how.error());
            retry.setString(6, claim.lane());
            retry.setLong(7, claim.sequence());
            return retry.executeUpdate() == 1;
        }
    }

    /**
     * Moves past the sequence core holds, after this database was restored to an older state. Only
     * while the lease holds: otherwise core was right, and a newer worker is ahead.
     */
    boolean jump(Claim claim, long coreSequence) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement jump = connection.prepareStatement(JUMP)) {
            jump.setLong(1, coreSequence);
            jump.setString(2, claim.lane());
            jump.setLong(3, claim.sequence());
            return jump.executeUpdate() == 1;
        }
    }

    /** Makes lanes due that have waiting events but were left behind. */
    int sweep() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement sweep = connection.prepareStatement(SWEEP)) {
            return sweep.executeUpdate();
        }
    }
}
