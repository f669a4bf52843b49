package io.tollgate.billing.inbox;

import io.tollgate.billing.inbox.EventLog.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds events for a person, newest arrivals first, in a time that does not grow with the inbox:
 * every search follows an index and looks at a bounded number of rows. Where that does not fill a
 * page, the page says from where to look on.
 */
@ApplicationScoped
public class EventSearch {

    /** Rows that one search along the arrivals looks at: some hundredths of a second. */
    public static final int LOOK = 10_000;

    /** A customer has this many subscriptions and payments on one page at most. */
    public static final int MAX_LANES = 200;

    /** Waiting events up to here are sorted; where more wait, they are among the newest. */
    private static final int FEW = 5_000;

    /**
     * What is looked for; null leaves a field open.
     *
     * @param lanes events of these lanes only
     * @param from arrived at or after
     * @param to arrived before
     * @param before arrived before this number
     */
    public record Wanted(
            @Nullable String type,
            @Nullable EventState state,
            @Nullable Reason reason,
            @Nullable List<String> lanes,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {}

    /**
     * A page.
     *
     * @param next where to look on; null at the end
     * @param stopped whether the search stopped after so many rows as it may look at, and has not
     *     filled the page
     */
    public record Found(List<Entry> events, @Nullable Long next, boolean stopped) {}

    /** Arrival numbers to look between. */
    private record Range(long from, long below) {}

    private static final String SELECT = "SELECT " + EventLog.COLUMNS + " FROM ";

    private static final String FITS =
            """
             (?::text IS NULL OR type = ?) AND (?::text IS NULL OR state = ?)
             AND (?::text IS NULL OR reason = ?) ORDER BY id DESC LIMIT ?
            """;

    private static final String OF_LANES =
            SELECT
                    + """
                    unnest(?::text[]) AS l(word) CROSS JOIN LATERAL (
                        SELECT * FROM inbox_event i WHERE i.lane = l.word
                        ORDER BY i.created DESC LIMIT 2000) AS e
                    WHERE id >= ? AND id < ? AND
                    """
                    + FITS;

    private static final String PARKED =
            SELECT
                    + """
                    unnest(?::text[]) AS l(word) CROSS JOIN LATERAL (
                        SELECT * FROM inbox_event i WHERE i.state = 'parked' AND i.reason = l.word
                            AND i.id >= ? AND i.id < ?
                        ORDER BY i.id DESC LIMIT ?) AS e
                    ORDER BY id DESC LIMIT ?
                    """;

    /* Sums, so that nobody walks along all arrivals for the few that wait. */
    private static final String WAITING =
            SELECT
                    + """
                    (SELECT * FROM inbox_event i WHERE i.state = 'pending' OFFSET 0) AS e
                    WHERE id + 0 >= ? AND id + 0 < ? AND
                    """
                    + FITS;

    private static final String WAITING_COUNT =
            "SELECT count(*) FROM (SELECT FROM inbox_event WHERE state = 'pending' LIMIT ?) AS c";

    private static final String ALONG = "inbox_event WHERE id >= ? AND id < ?";
    private static final String NEWEST = " ORDER BY id DESC LIMIT " + LOOK;

    /* A range of one type, sorted by it: only its index gives that order, however rare it is. */
    private static final String ALONG_TYPE =
            "inbox_event WHERE type >= ? AND type <= ? AND id >= ? AND id < ?";

    private static final String NEWEST_OF_TYPE = " ORDER BY type DESC, id DESC LIMIT " + LOOK;

    private static final List<String> PARKED_REASONS =
            Arrays.stream(Reason.values())
                    .filter(reason -> reason.state() == EventState.PARKED)
                    .map(Reason::wire)
                    .toList();

    private final DataSource dataSource;

    EventSearch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A page of what is wanted. */
    public Found find(Wanted wanted, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Range range = range(connection, wanted);
            List<String> lanes = wanted.lanes();
            if (lanes != null) {
                return page(
                        read(
                                connection,
                                OF_LANES,
                                Stream.of(lanes, range.from(), range.below()),
                                fits(wanted, limit + 1)),
                        limit);
            }
            List<String> parked = parkedReasons(wanted);
            if (!parked.isEmpty()) {
                return page(
                        read(
                                connection,
                                PARKED,
                                Stream.of(parked, range.from(), range.below()),
                                Stream.of(limit + 1, limit + 1)),
                        limit);
            }
            if (wanted.state() == EventState.PENDING && fewWait(connection)) {
                return page(
                        read(
                                connection,
                                WAITING,
                                Stream.of(range.from(), range.below()),
                                fits(wanted, limit + 1)),
                        limit);
            }
            return alongArrivals(connection, wanted, range, limit);
        }
    }

    private static Range range(Connection connection, Wanted wanted) throws SQLException {
        Instant from = wanted.from();
        Instant to = wanted.to();
        long below = to == null ? Long.MAX_VALUE : ArrivalNumber.at(connection, to);
        Long before = wanted.before();
        return new Range(
                from == null ? 0 : ArrivalNumber.at(connection, from),
                before == null ? below : Math.min(below, before));
    }

    /** The reasons whose index leads to all that is wanted; none if another way is better. */
    private static List<String> parkedReasons(Wanted wanted) {
        Reason reason = wanted.reason();
        boolean otherState = wanted.state() != null && wanted.state() != EventState.PARKED;
        if (wanted.type() != null || otherState) {
            return List.of();
        }
        if (reason != null) {
            return reason.state() == EventState.PARKED ? List.of(reason.wire()) : List.of();
        }
        return wanted.state() == EventState.PARKED ? PARKED_REASONS : List.of();
    }

    private static boolean fewWait(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(WAITING_COUNT)) {
            count.setInt(1, FEW + 1);
            try (ResultSet row = count.executeQuery()) {
                return row.next() && row.getInt(1) <= FEW;
            }
        }
    }

    private static Found alongArrivals(Connection connection, Wanted wanted, Range range, int limit)
            throws SQLException {
        String rows = wanted.type() == null ? ALONG + NEWEST : ALONG_TYPE + NEWEST_OF_TYPE;
        List<@Nullable Object> way = new ArrayList<>();
        if (wanted.type() != null) {
            way.add(wanted.type());
            way.add(wanted.type());
        }
        way.add(range.from());
        way.add(range.below());
        String sql = SELECT + "(SELECT * FROM " + rows + ") AS e WHERE" + FITS;
        List<Entry> found = read(connection, sql, way.stream(), fits(wanted, limit + 1));
        if (found.size() > limit) {
            return page(found, limit);
        }
        String end = "SELECT count(*), min(id) FROM (SELECT id FROM " + rows + ") AS e";
        try (PreparedStatement select = connection.prepareStatement(end)) {
            bind(connection, select, way.stream());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                boolean stopped = row.getInt(1) == LOOK;
                return new Found(found, stopped ? (Long) row.getLong(2) : null, stopped);
            }
        }
    }

    private static Found page(List<Entry> found, int limit) {
        if (found.size() <= limit) {
            return new Found(found, null, false);
        }
        List<Entry> page = found.subList(0, limit);
        return new Found(page, page.getLast().id(), false);
    }

    private static Stream<@Nullable Object> fits(Wanted wanted, int limit) {
        String state = wanted.state() == null ? null : wanted.state().wire();
        String reason = wanted.reason() == null ? null : wanted.reason().wire();
        return Stream.of(
                wanted.type(), wanted.type(), state, state, reason, reason, (Integer) limit);
    }

    private static List<Entry> read(
            Connection connection,
            String sql,
            Stream<? extends @Nullable Object> way,
            Stream<? extends @Nullable Object> rest)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(connection, select, Stream.concat(way, rest));
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(EventLog.entry(rows));
                }
            }
            return entries;
        }
    }

    private static void bind(
            Connection connection,
            PreparedStatement select,
            Stream<? extends @Nullable Object> values)
            throws SQLException {
        int index = 1;
        for (Object value : values.toArray()) {
            if (value instanceof List<?> words) {
                select.setArray(index, connection.createArrayOf("text", words.toArray()));
            } else {
                select.setObject(index, value);
            }
            index++;
        }
    }
}
