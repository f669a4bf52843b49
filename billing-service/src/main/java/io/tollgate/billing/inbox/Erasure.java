package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Removes the bytes of one person's events before their time: names, addresses, e-mails and what is
 * told of a card stand nowhere else. The rows stay, so a repeat is still known as one and brings
 * nothing back. What still waits is needed, and is left for a later call.
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
     * @param waiting events of theirs that are still to be worked on and were left alone
     * @param next pass it as {@code after} to go on; null at the end
     */
    record Result(int erased, int waiting, @Nullable Long next) {}

    private record Page(long last, boolean isLast) {}

    private static final String PAGE =
            "SELECT max(id), count(*) FROM"
                    + " (SELECT id FROM inbox_event WHERE id > ? ORDER BY id LIMIT ?) AS page";

    private static final String CANDIDATES =
            """
            SELECT id, state, body FROM inbox_event WHERE id > ? AND id <= ?
              AND EXISTS (SELECT FROM unnest(?::bytea[]) AS t(trace) WHERE position(trace IN body) > 0)
            """;

    private static final String ERASE =
            "UPDATE inbox_event SET body = '' WHERE id = ANY (?) AND state <> 'pending'";

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

    private static Result erase(Connection connection, Person person, long after, Page page)
            throws SQLException {
        List<Long> theirs = new ArrayList<>();
        int waiting = 0;
        try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
            select.setFetchSize(FETCHED);
            select.setLong(1, after);
            select.setLong(2, page.last());
            byte[][] traces =
                    person.traces()
                            .map(trace -> trace.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new);
            select.setArray(3, connection.createArrayOf("bytea", traces));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (isAbout(person, rows.getBytes("body"))) {
                        if (rows.getString("state").equals(EventState.PENDING.wire())) {
                            waiting++;
                        } else {
                            theirs.add(rows.getLong("id"));
                        }
                    }
                }
            }
        }
        Long next = page.isLast() ? null : (Long) page.last();
        return new Result(update(connection, theirs), waiting, next);
    }

    /** What cannot be read has nothing that would speak for keeping it. */
    private static boolean isAbout(Person person, byte[] body) {
        Optional<JsonNode> event = StripeJson.parse(body);
        return event.isEmpty() || person.isIn(event.get());
    }

    private static int update(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
            erase.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return erase.executeUpdate();
        }
    }
}
