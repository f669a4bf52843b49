package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Looks things up in the inbox for an operator. */
@ApplicationScoped
public class EventLog {

    /**
     * One event without its body.
     *
     * @param id arrival number, for paging
     * @param created Stripe's clock, Unix seconds
     * @param reason why it is ignored or parked
     * @param outcome core's word when its lane was brought up to date
     * @param via how it came to us: {@code webhook}, or {@code reconcile} where Stripe's delivery
     *     never did
     */
    public record Entry(
            long id,
            String eventId,
            String type,
            @Nullable String apiVersion,
            long created,
            @Nullable Boolean livemode,
            @Nullable String lane,
            String state,
            @Nullable String reason,
            @Nullable String outcome,
            Instant receivedAt,
            @Nullable Instant settledAt,
            String via) {}

    /**
     * What the worker that settled an event did with it.
     *
     * @param claimedAt when it took the event's lane; null for an event settled by an older version
     * @param fetchedAt when Stripe told it how the object is; null if Stripe was not asked
     * @param sequence what it drew for its claim, and core was told
     * @param attempts claims of the lane in a row, that one included
     * @param traceParent where in a trace the event was kept; null if nothing was recorded
     */
    public record Steps(
            @Nullable Instant claimedAt,
            @Nullable Instant fetchedAt,
            @Nullable Long sequence,
            @Nullable Integer attempts,
            @Nullable String traceParent) {}

    /** One event with its redacted body and how its lane stands. */
    public record Detail(Entry event, Steps steps, @Nullable Lane lane, @Nullable JsonNode body) {}

    /** How a lane stands. */
    public record Lane(
            String id,
            long sequence,
            long arrivals,
            int attempts,
            @Nullable Instant dueAt,
            @Nullable Instant leaseUntil,
            @Nullable String lastError,
            @Nullable Long paidThrough,
            boolean needsFetch,
            @Nullable String cause) {}

    /** Counts by state, and since when the longest due lane has been waiting. */
    public record Summary(Map<String, Long> counts, @Nullable Instant oldestDue) {}

    /** A page asked for. */
    record Query(
            @Nullable String state,
            @Nullable String type,
            @Nullable String lane,
            @Nullable Long before,
            int limit) {}

    static final String COLUMNS =
            "id, event_id, type, api_version, created, livemode, lane, state, reason, outcome,"
                    + " received_at, settled_at, via";

    private static final String PAGE =
            "SELECT "
                    + COLUMNS
                    + """
                     FROM inbox_event
                    WHERE (?::text IS NULL OR state = ?) AND (?::text IS NULL OR type = ?)
                      AND (?::text IS NULL OR lane = ?) AND (?::bigint IS NULL OR id < ?)
                    ORDER BY id DESC LIMIT ?
                    """;

    private final DataSource dataSource;

    EventLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest arrivals that match, newest first. */
    List<Entry> page(Query query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            Object[] values = {query.state(), query.type(), query.lane()};
            for (int i = 0; i < values.length; i++) {
                select.setObject(2 * i + 1, values[i], java.sql.Types.VARCHAR);
                select.setObject(2 * i + 2, values[i], java.sql.Types.VARCHAR);
            }
            select.setObject(7, query.before(), java.sql.Types.BIGINT);
            select.setObject(8, query.before(), java.sql.Types.BIGINT);
            select.setInt(9, query.limit());
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    /** One event. */
    public Optional<Detail> find(String eventId) throws SQLException {
        String sql =
                "SELECT "
                        + COLUMNS
                        + ", claimed_at, fetched_at, sequence, attempts, trace_parent, body FROM"
                        + " inbox_event WHERE event_id = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, eventId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Entry entry = entry(row);
                JsonNode body =
                        StripeJson.parse(row.getBytes("body")).map(Redaction::of).orElse(null);
                Lane lane = entry.lane() == null ? null : lane(connection, entry.lane());
                return Optional.of(new Detail(entry, steps(row), lane, body));
            }
        }
    }

    private static Steps steps(ResultSet row) throws SQLException {
        return new Steps(
                instant(row, "claimed_at"),
                instant(row, "fetched_at"),
                (Long) row.getObject("sequence"),
                (Integer) row.getObject("attempts"),
                row.getString("trace_parent"));
    }

    private static @Nullable Lane lane(Connection connection, String id) throws SQLException {
        String sql =
                "SELECT sequence, arrivals, attempts, due_at, lease_until, last_error,"
                        + " paid_through, needs_fetch, cause FROM lane WHERE id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return !row.next()
                        ? null
                        : new Lane(
                                id,
                                row.getLong("sequence"),
                                row.getLong("arrivals"),
                                row.getInt("attempts"),
                                instant(row, "due_at"),
                                instant(row, "lease_until"),
                                row.getString("last_error"),
                                (Long) row.getObject("paid_through"),
                                row.getBoolean("needs_fetch"),
                                row.getString("cause"));
            }
        }
    }

    /** Counts by state, zero included. */
    Summary summary() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (EventState state : EventState.values()) {
            counts.put(state.wire(), 0L);
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT state, count(*) FROM inbox_event GROUP BY state");
                PreparedStatement oldest =
                        connection.prepareStatement(
                                "SELECT min(due_at) AS due_at FROM lane"
                                        + " WHERE due_at <= now() AND lease_until IS NULL")) {
            try (ResultSet rows = count.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            try (ResultSet row = oldest.executeQuery()) {
                return new Summary(counts, row.next() ? instant(row, "due_at") : null);
            }
        }
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("api_version"),
                row.getLong("created"),
                (Boolean) row.getObject("livemode"),
                row.getString("lane"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("outcome"),
                row.getTimestamp("received_at").toInstant(),
                instant(row, "settled_at"),
                row.getString("via"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
