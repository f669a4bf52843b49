package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes events wait again and their lanes due. A lane is worked out anew from all it has: the
 * payload of a replayed event is never forwarded as such. The envelope is read again too, so that
 * this version can take up what an older one had no use for.
 */
@ApplicationScoped
public class Replay {

    /** Events replayed in one call and transaction; {@code next} leads to the rest. */
    public static final int AT_ONCE = 500;

    /**
     * What a replay did.
     *
     * @param replayed events that wait again
     * @param unusable events that still lead nowhere and stay as they are
     * @param next pass it as {@code after} to go on; null at the end
     */
    public record Result(int replayed, int unusable, @Nullable Long next) {}

    private record Row(long id, String eventId, Envelope envelope) {}

    private static final String ONE =
            "SELECT id, event_id, reason, body FROM inbox_event WHERE event_id = ?";

    private static final String PARKED =
            "SELECT id, event_id, reason, body FROM inbox_event"
                    + " WHERE state = 'parked' AND reason = ? AND id > ? ORDER BY id LIMIT "
                    + AT_ONCE;

    /* Lanes before events, and sorted: the order in which a worker settles. */
    private static final String DUE =
            """
            INSERT INTO lane (id, due_at, arrivals)
            SELECT id, now(), count(*) FROM unnest(?::text[]) AS l(id) GROUP BY id ORDER BY id
            ON CONFLICT (id) DO UPDATE
            SET arrivals = lane.arrivals + excluded.arrivals, due_at = now(),
                attempts = 0, lost_leases = 0, failing_since = NULL, lease_until = NULL,
                sequence = lane.sequence + 1
            """;

    private static final String WAIT =
            """
            UPDATE inbox_event e SET state = 'pending', reason = NULL, outcome = NULL,
                settled_at = NULL, type = r.type, lane = r.lane,
                claimed_at = NULL, fetched_at = NULL, sequence = NULL, attempts = NULL
            FROM unnest(?::text[], ?::text[], ?::text[]) AS r(event_id, type, lane)
            WHERE e.event_id = r.event_id
            """;

    private final DataSource dataSource;
    private final Arrivals arrivals;
    private final InboxConfig config;

    Replay(DataSource dataSource, Arrivals arrivals, InboxConfig config) {
        this.dataSource = dataSource;
        this.arrivals = arrivals;
        this.config = config;
    }

    /** Replays one event; empty if there is none with this id. */
    Optional<Result> one(String eventId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setString(1, eventId);
            List<Row> rows = rows(select);
            return rows.isEmpty() ? Optional.empty() : Optional.of(replay(connection, rows));
        }
    }

    /** Replays parked events of one reason, those that arrived after a number, oldest first. */
    Result allOf(Reason reason, long after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PARKED)) {
            select.setString(1, reason.wire());
            select.setLong(2, after);
            return replay(connection, rows(select));
        }
    }

    private List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                byte[] body = result.getBytes("body");
                Envelope envelope = EnvelopeReader.read(body, config.livemode().orElse(null));
                boolean foreign =
                        Reason.ENDPOINT_MODE_MISMATCH.wire().equals(result.getString("reason"));
                rows.add(
                        new Row(
                                result.getLong("id"),
                                result.getString("event_id"),
                                // The secret that signed it is not kept: it stays what it was.
                                foreign
                                        ? envelope.parkedAs(Reason.ENDPOINT_MODE_MISMATCH)
                                        : envelope));
            }
        }
        return rows;
    }

    private Result replay(Connection connection, List<Row> rows) throws SQLException {
        List<Row> usable =
                rows.stream().filter(row -> row.envelope().state() == EventState.PENDING).toList();
        connection.setAutoCommit(false);
        try {
            write(connection, usable);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        arrivals.announce();
        Long next = rows.size() < AT_ONCE ? null : (Long) rows.getLast().id();
        return new Result(usable.size(), rows.size() - usable.size(), next);
    }

    private static void write(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement due = connection.prepareStatement(DUE);
                PreparedStatement wait = connection.prepareStatement(WAIT)) {
            due.setArray(1, array(connection, rows, row -> row.envelope().lane()));
            due.executeUpdate();
            wait.setArray(1, array(connection, rows, Row::eventId));
            wait.setArray(2, array(connection, rows, row -> row.envelope().type()));
            wait.setArray(3, array(connection, rows, row -> row.envelope().lane()));
            wait.executeUpdate();
        }
    }

    private static java.sql.Array array(
            Connection connection, List<Row> rows, Function<Row, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(value).toArray());
    }
}
