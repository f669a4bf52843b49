package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How the inbox is doing right now, from bounded looks along indexes. */
@ApplicationScoped
public class Pulse {

    /**
     * The newest events that are looked at for the minutes: those of an hour of an ordinary day.
     */
    static final int NEWEST = 20_000;

    /** Counting stops here: that many and more tell a person the same. */
    public static final int MOST = 10_000;

    /** Minutes that are told. */
    public static final int MINUTES = 60;

    /**
     * What arrived in one minute, by what it is now.
     *
     * @param at the minute's beginning
     */
    public record Minute(Instant at, long forwarded, long ignored, long parked, long pending) {

        public long total() {
            return forwarded + ignored + parked + pending;
        }
    }

    /**
     * What arrived of late.
     *
     * @param minutes oldest first, without gaps
     * @param complete whether the oldest minutes are told in full; not where more arrived than is
     *     looked at, and then {@code since} says from when on they are
     */
    public record Arrived(List<Minute> minutes, boolean complete, @Nullable Instant since) {}

    /**
     * The lanes that are due.
     *
     * @param due counted up to {@link #MOST}
     * @param oldest how long the longest has been waiting; zero if none does
     * @param lane the one that does; null if none does
     */
    public record Due(long due, Duration oldest, @Nullable String lane) {}

    private static final String ARRIVED =
            """
            SELECT date_trunc('minute', received_at) AS minute, state, count(*) AS events,
                   min(received_at) AS first
            FROM (SELECT received_at, state FROM inbox_event ORDER BY id DESC LIMIT %d) AS newest
            WHERE received_at >= ? GROUP BY 1, 2
            """
                    .formatted(NEWEST);

    private static final String LOOKED =
            "SELECT received_at FROM inbox_event ORDER BY id DESC OFFSET ? LIMIT 1";

    private static final String DUE =
            """
            SELECT id, extract(epoch FROM now() - since),
                count(*) FILTER (WHERE due_at <= now()) OVER ()
            FROM %s WHERE since <= now() ORDER BY since, id LIMIT 1
            """
                    .formatted(WaitingLanes.WAITING);

    private static final String PARKED =
            """
            SELECT r.reason, counted.events FROM unnest(?::text[]) AS r(reason) CROSS JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM inbox_event e
                    WHERE e.state = 'parked' AND e.reason = r.reason LIMIT ?) AS parked) AS counted
            """;

    private static final String PARKED_AFTER =
            """
            SELECT count(*) FROM (SELECT FROM inbox_event
                WHERE state = 'parked' AND reason = ? AND id > ? LIMIT ?) AS parked
            """;

    private final DataSource dataSource;

    Pulse(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What arrived in the last hour. */
    public Arrived arrived(Instant now) throws SQLException {
        Instant first = Instant.ofEpochSecond((now.getEpochSecond() / 60 - MINUTES + 1) * 60);
        Map<Instant, Map<String, Long>> counts = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(ARRIVED)) {
            select.setTimestamp(1, Timestamp.from(first));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.computeIfAbsent(
                                    rows.getTimestamp("minute").toInstant(), _ -> new HashMap<>())
                            .put(rows.getString("state"), rows.getLong("events"));
                }
            }
            Instant looked = looked(connection);
            boolean complete = looked == null || looked.isBefore(first);
            return new Arrived(minutes(first, counts), complete, complete ? null : looked);
        }
    }

    /** When the oldest of the looked-at arrived; null if that is all there are. */
    private static @Nullable Instant looked(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOOKED)) {
            select.setInt(1, NEWEST - 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getTimestamp(1).toInstant() : null;
            }
        }
    }

    private static List<Minute> minutes(Instant first, Map<Instant, Map<String, Long>> counts) {
        List<Minute> minutes = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            Instant at = first.plusSeconds(60L * i);
            Map<String, Long> of = counts.getOrDefault(at, Map.of());
            minutes.add(
                    new Minute(
                            at,
                            of.getOrDefault("forwarded", 0L),
                            of.getOrDefault("ignored", 0L),
                            of.getOrDefault("parked", 0L),
                            of.getOrDefault("pending", 0L)));
        }
        return minutes;
    }

    /** The lanes that are due. */
    public Due due() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new Due(
                            Math.min(row.getLong(3), MOST),
                            Duration.ofMillis((long) (row.getDouble(2) * 1000)),
                            row.getString(1))
                    : new Due(0, Duration.ZERO, null);
        }
    }

    /**
     * What is parked, by reason, each counted up to {@link #MOST}; reasons without any are not in.
     */
    public Map<Reason, Long> parked() throws SQLException {
        List<Reason> reasons =
                Arrays.stream(Reason.values())
                        .filter(reason -> reason.state() == EventState.PARKED)
                        .toList();
        Map<Reason, Long> parked = new EnumMap<>(Reason.class);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PARKED)) {
            Object[] words = reasons.stream().map(Reason::wire).toArray();
            select.setArray(1, connection.createArrayOf("text", words));
            select.setInt(2, MOST);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long events = rows.getLong(2);
                    if (events > 0) {
                        Reason.find(rows.getString(1))
                                .ifPresent(reason -> parked.put(reason, events));
                    }
                }
            }
        }
        return parked;
    }

    /**
     * How many are parked for one reason, counted up to one more than {@link #MOST}.
     *
     * @param after those that arrived after this number
     */
    public long parked(Reason reason, long after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PARKED_AFTER)) {
            select.setString(1, reason.wire());
            select.setLong(2, after);
            select.setInt(3, MOST + 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
