package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What reconcile sees and does of the inbox: whatever was missed goes through the same lanes as
 * what was delivered.
 */
@ApplicationScoped
public class Repairs {

    /** A parked event of one lane. */
    public record Parked(long number, String eventId, String type, String lane) {}

    private static final List<String> OPERATOR_REASONS =
            Arrays.stream(Reason.values())
                    .filter(reason -> reason.audience() == Reason.Audience.OPERATOR)
                    .map(Reason::wire)
                    .toList();

    private static final String KNOWN =
            "SELECT event_id FROM inbox_event WHERE event_id = ANY (?::text[])";

    /* A lane that is due later than in a moment is due for a fetch, and has nothing in work. */
    private static final String STANDING =
            """
            SELECT w.id, l.paid_through, coalesce(l.needs_fetch, false) AS needs_fetch,
                   coalesce(l.lease_until IS NOT NULL OR l.due_at < now() + interval '10 seconds',
                            false)
                   OR EXISTS (SELECT FROM inbox_event e
                              WHERE e.lane = w.id AND e.state = 'pending') AS in_flight,
                   coalesce(l.sequence + l.arrivals, 0) AS version,
                   coalesce(l.sequence > 0, false)
                   OR EXISTS (SELECT FROM inbox_event e WHERE e.lane = w.id) AS known,
                   coalesce((SELECT e.state = 'parked' AND e.reason = ANY (?::text[])
                             FROM inbox_event e WHERE e.lane = w.id
                             ORDER BY e.created DESC, e.event_id DESC LIMIT 1), false) AS failed
            FROM unnest(?::text[]) AS w(id) LEFT JOIN lane l ON l.id = w.id
            """;

    /* arrivals moves, so that a worker that is at it right now leaves the lane due. */
    private static final String DUE =
            """
            INSERT INTO lane (id, due_at, arrivals, cause)
            SELECT id, now(), 1, cause FROM unnest(?::text[], ?::text[]) AS w(id, cause)
            ORDER BY id
            ON CONFLICT (id) DO UPDATE
            SET arrivals = lane.arrivals + 1, due_at = now(), cause = excluded.cause
            """;

    private static final String DUE_NOW =
            "SELECT count(*) FROM (SELECT FROM lane WHERE due_at <= now() LIMIT ?) AS counted";

    private static final String CERTAIN =
            "UPDATE lane SET needs_fetch = false WHERE id = ANY (?::text[]) AND needs_fetch"
                    + " AND due_at IS NULL AND lease_until IS NULL";

    private static final String PARKED =
            "SELECT id, event_id, type, lane FROM inbox_event WHERE state = 'parked'"
                    + " AND reason = ? AND id > ? AND lane IS NOT NULL ORDER BY id LIMIT ?";

    private final DataSource dataSource;
    private final InboxWriter writer;
    private final Replay replay;
    private final Arrivals arrivals;
    private final InboxConfig config;

    Repairs(
            DataSource dataSource,
            InboxWriter writer,
            Replay replay,
            Arrivals arrivals,
            InboxConfig config) {
        this.dataSource = dataSource;
        this.writer = writer;
        this.replay = replay;
        this.arrivals = arrivals;
        this.config = config;
    }

    /** Those of these events that were never kept. */
    public Set<String> unknown(Collection<String> eventIds) throws SQLException {
        Set<String> unknown = new HashSet<>(eventIds);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, connection.createArrayOf("text", eventIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    unknown.remove(rows.getString(1));
                }
            }
        }
        return unknown;
    }

    /** The lane an event belongs to; its own id if it would be kept without one. */
    public static String laneOf(JsonNode event) {
        String lane = EnvelopeReader.read(bytes(event), null).lane();
        return lane == null ? event.path("id").asText() : lane;
    }

    /**
     * Keeps events that Stripe lists, as if they had been delivered.
     *
     * @throws SQLException if one could not be kept
     */
    public void keep(Collection<JsonNode> events) throws SQLException {
        List<InboxWriter.Row> rows = new ArrayList<>();
        for (JsonNode event : events) {
            byte[] body = bytes(event);
            Envelope envelope = EnvelopeReader.read(body, config.livemode().orElse(null));
            rows.add(new InboxWriter.Row(envelope, body, InboxWriter.Via.RECONCILE, null));
        }
        if (writer.write(rows).contains(Stored.UNAVAILABLE)) {
            throw new SQLException("missed events could not be kept", "58030");
        }
        arrivals.announce();
    }

    private static byte[] bytes(JsonNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How each of these lanes stands, also those that do not exist yet. */
    public Map<String, LaneStanding> standing(Collection<String> lanes) throws SQLException {
        Map<String, LaneStanding> standing = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(STANDING)) {
            select.setArray(1, connection.createArrayOf("text", OPERATOR_REASONS.toArray()));
            select.setArray(2, connection.createArrayOf("text", lanes.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    standing.put(
                            rows.getString("id"),
                            new LaneStanding(
                                    rows.getBoolean("in_flight"),
                                    rows.getLong("version"),
                                    rows.getBoolean("known"),
                                    rows.getBoolean("failed"),
                                    rows.getBoolean("needs_fetch"),
                                    (Long) rows.getObject("paid_through")));
                }
            }
        }
        return standing;
    }

    /** Makes lanes due, each for a cause, so that a worker asks Stripe and tells core. */
    public void makeDue(Map<String, String> causeByLane) throws SQLException {
        List<String> lanes = List.copyOf(causeByLane.keySet());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement due = connection.prepareStatement(DUE)) {
            due.setArray(1, connection.createArrayOf("text", lanes.toArray()));
            Object[] causes = lanes.stream().map(causeByLane::get).toArray();
            due.setArray(2, connection.createArrayOf("text", causes));
            due.executeUpdate();
        }
        arrivals.announce();
    }

    /** How many lanes are due now, counted up to a limit. */
    public int due(int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE_NOW)) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /** Stripe has confirmed what was decided without it. */
    public void certain(Collection<String> lanes) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(CERTAIN)) {
            update.setArray(1, connection.createArrayOf("text", lanes.toArray()));
            update.executeUpdate();
        }
    }

    /** Events parked for a reason, oldest first, those that arrived after a number. */
    public List<Parked> parked(Reason reason, long after, int limit) throws SQLException {
        List<Parked> parked = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PARKED)) {
            select.setString(1, reason.wire());
            select.setLong(2, after);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    parked.add(
                            new Parked(
                                    rows.getLong("id"),
                                    rows.getString("event_id"),
                                    rows.getString("type"),
                                    rows.getString("lane")));
                }
            }
        }
        return parked;
    }

    /** Makes parked events wait again. */
    public void replay(Collection<String> eventIds) throws SQLException {
        for (String eventId : eventIds) {
            replay.one(eventId);
        }
    }
}
