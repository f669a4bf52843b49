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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Removes the bytes of one person's events before their time: names, addresses, e-mails and what is
 * told of a card stand nowhere else. A dispute or a refund names nobody, so that a subscription's
 * or a payment's lane goes as a whole. The rows stay, so a repeat is still known as one and brings
 * nothing back. A lane in which something still waits, or may be replayed, is left for a later
 * call: its events may be needed, and without them the rest of it would not be found again.
 */
@ApplicationScoped
class Erasure {

    /** Events looked at in one call: some 10 MB, read where they lie. */
    static final int AT_ONCE = 2000;

    private static final int FETCHED = 50;

    /**
     * What a call did.
     *
     * @param erased events that have lost their bytes
     * @param waiting events of theirs that are still to be worked on; their lanes were left alone
     * @param next pass it as {@code after} to go on; null at the end
     */
    record Result(int erased, int waiting, @Nullable Long next) {}

    private record Page(long last, boolean isLast) {}

    private static final String PAGE =
            "SELECT max(id), count(*) FROM"
                    + " (SELECT id FROM inbox_event WHERE id > ? ORDER BY id LIMIT ?) AS page";

    /* What is to be worked on, or may be by a replay. */
    private static final String WAITS =
            "(state = 'pending' OR state = 'parked' AND reason = ANY (?::text[]))";

    private static final String CANDIDATES =
            """
            SELECT id, lane, %s AS waits, body FROM inbox_event WHERE id > ? AND id <= ?
              AND EXISTS (SELECT FROM unnest(?::bytea[]) AS t(trace) WHERE position(trace IN body) > 0)
            """
                    .formatted(WAITS);

    private static final String OF_LANES =
            """
            SELECT e.id, e.lane, %s AS waits FROM unnest(?::text[]) AS l(id)
            JOIN inbox_event e ON e.lane = l.id WHERE octet_length(e.body) > 0
            """
                    .formatted(WAITS);

    private static final String ERASE =
            "UPDATE inbox_event SET body = '' WHERE id = ANY (?) AND NOT " + WAITS;

    private static final Object[] REPLAYABLE =
            Arrays.stream(Reason.values()).filter(Reason::isReplayable).map(Reason::wire).toArray();

    private final DataSource dataSource;

    Erasure(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Looks at the next events that arrived after a number, oldest first. */
    Result of(Person person, long after, int atOnce) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Result result = erase(connection, person, after, page(connection, after, atOnce));
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Page page(Connection connection, long after, int atOnce) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, after);
            select.setInt(2, atOnce);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Page(row.getLong(1), row.getInt(2) < atOnce);
            }
        }
    }

    /** An event of theirs. */
    private record Theirs(long id, @Nullable String lane, boolean waits) {

        static Theirs of(ResultSet row) throws SQLException {
            return new Theirs(row.getLong("id"), row.getString("lane"), row.getBoolean("waits"));
        }
    }

    private static Result erase(Connection connection, Person person, long after, Page page)
            throws SQLException {
        List<Theirs> named = named(connection, person, after, page);
        List<Theirs> all = new ArrayList<>(ofLanes(connection, named));
        named.stream().filter(event -> event.lane() == null).forEach(all::add);
        Set<String> held =
                all.stream()
                        .filter(Theirs::waits)
                        .flatMap(event -> Stream.ofNullable(event.lane()))
                        .collect(Collectors.toSet());
        List<Long> done =
                all.stream()
                        .filter(event -> !event.waits() && !held.contains(event.lane()))
                        .map(Theirs::id)
                        .toList();
        int waiting = (int) all.stream().filter(Theirs::waits).count();
        Long next = page.isLast() ? null : (Long) page.last();
        return new Result(update(connection, done), waiting, next);
    }

    /** The events of a page that tell of the person themselves. */
    private static List<Theirs> named(Connection connection, Person person, long after, Page page)
            throws SQLException {
        List<Theirs> named = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
            select.setFetchSize(FETCHED);
            select.setArray(1, connection.createArrayOf("text", REPLAYABLE));
            select.setLong(2, after);
            select.setLong(3, page.last());
            byte[][] traces =
                    person.traces()
                            .map(trace -> trace.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new);
            select.setArray(4, connection.createArrayOf("bytea", traces));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (isAbout(person, rows.getBytes("body"))) {
                        named.add(Theirs.of(rows));
                    }
                }
            }
        }
        return named;
    }

    /** Every event of their lanes, wherever in the inbox it is. */
    private static List<Theirs> ofLanes(Connection connection, List<Theirs> named)
            throws SQLException {
        List<Theirs> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OF_LANES)) {
            select.setArray(1, connection.createArrayOf("text", REPLAYABLE));
            Object[] lanes =
                    named.stream().map(Theirs::lane).filter(Objects::nonNull).distinct().toArray();
            select.setArray(2, connection.createArrayOf("text", lanes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(Theirs.of(rows));
                }
            }
        }
        return events;
    }

    /** What cannot be read has nothing that would speak for keeping it. */
    private static boolean isAbout(Person person, byte[] body) {
        Optional<JsonNode> event = StripeJson.parse(body);
        return event.isEmpty() || person.isIn(event.get());
    }

    private static int update(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
            erase.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            erase.setArray(2, connection.createArrayOf("text", REPLAYABLE));
            return erase.executeUpdate();
        }
    }
}
