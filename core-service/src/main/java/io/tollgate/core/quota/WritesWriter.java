package io.tollgate.core.quota;

import io.tollgate.core.quota.Books.Writes;
import io.tollgate.core.quota.Entry.Basis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a batch decided: a statement for each table it touches, in one round trip. Rows are
 * looked up by key and then written where they lie, as in {@link FactsReader}.
 */
final class WritesWriter {

    static final String COUNTERS =
            """
            UPDATE usage u SET used = w.used, version = w.version, updated_at = w.updated_at
            FROM (SELECT w.*, o.ctid AS row_id
                    FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[])
                        AS w(user_id, resource, used, version, updated_at)
                    CROSS JOIN LATERAL (
                        SELECT o.ctid FROM usage o
                        WHERE o.user_id = w.user_id AND o.resource = w.resource OFFSET 0) o) w
            WHERE u.ctid = w.row_id
            """;

    private static final String LEDGER =
            """
            INSERT INTO usage_ledger (user_id, resource, at, kind, delta, held, used_after,
                reserved_after, plan, limit_amount, catalogue, cause)
            SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],
                ?::text[])
            """;

    private static final String RESERVATIONS =
            """
            INSERT INTO reservation (reservation_id, user_id, state, opened_at, expires_at)
            SELECT id, user_id, 'held', opened_at, expires_at
            FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                AS w(id, user_id, opened_at, expires_at)
            """;

    private static final String HOLDS =
            """
            INSERT INTO hold (reservation_id, user_id, resource, amount, opened_at, expires_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[],
                ?::timestamptz[])
            """;

    static final String CLOSE =
            """
            UPDATE reservation r SET state = w.state, closed_at = w.closed_at,
                closing = w.closing, answer = w.answer
            FROM (SELECT w.*, o.ctid AS row_id
                    FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                        AS w(id, state, closed_at, closing, answer)
                    CROSS JOIN LATERAL (
                        SELECT o.ctid FROM reservation o WHERE o.reservation_id = w.id
                        OFFSET 0) o) w
            WHERE r.ctid = w.row_id
            """;

    /** One that had expired keeps the time at which that was noticed. */
    static final String CLOSE_HOLDS =
            """
            UPDATE hold h SET closed_at = coalesce(h.closed_at, w.closed_at)
            FROM (SELECT w.*, o.ctid AS row_id
                    FROM unnest(?::text[], ?::timestamptz[]) AS w(id, closed_at)
                    CROSS JOIN LATERAL (
                        SELECT o.ctid FROM hold o WHERE o.reservation_id = w.id OFFSET 0) o) w
            WHERE h.ctid = w.row_id
            """;

    /** Last, so that its count is the last: a key that a rival used meanwhile is not counted. */
    static final String KEYS =
            """
            INSERT INTO quota_key (user_id, key, request, answer, created_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bytea[], ?::text[], ?::timestamptz[])
            ON CONFLICT (user_id, key) DO UPDATE
            SET request = excluded.request, answer = excluded.answer,
                created_at = excluded.created_at
            WHERE quota_key.created_at <= core_now() - interval '30 days'
            """;

    private final Writes writes;

    private WritesWriter(Writes writes) {
        this.writes = writes;
    }

    /** Writes it all; false if a rival used one of the keys meanwhile, and nothing may stay. */
    static boolean write(Connection connection, Writes writes) throws SQLException {
        return new WritesWriter(writes).write(connection);
    }

    private boolean write(Connection connection) throws SQLException {
        String sql = String.join(";", statements());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            SqlArrays parameters = new SqlArrays(statement);
            if (!writes.entries().isEmpty()) {
                counters(parameters);
                ledger(parameters);
            }
            if (!writes.opened().isEmpty()) {
                reservations(parameters);
            }
            if (!writes.closed().isEmpty()) {
                closings(parameters);
            }
            if (!writes.keys().isEmpty()) {
                keys(parameters);
            }
            statement.execute();
            int last = statement.getUpdateCount();
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                last = statement.getUpdateCount();
            }
            return writes.keys().isEmpty() || last == writes.keys().size();
        }
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        if (!writes.entries().isEmpty()) {
            statements.addAll(List.of(COUNTERS, LEDGER));
        }
        if (!writes.opened().isEmpty()) {
            statements.addAll(List.of(RESERVATIONS, HOLDS));
        }
        if (!writes.closed().isEmpty()) {
            statements.addAll(List.of(CLOSE, CLOSE_HOLDS));
        }
        if (!writes.keys().isEmpty()) {
            statements.add(KEYS);
        }
        return statements;
    }

    private void counters(SqlArrays parameters) throws SQLException {
        var rows = writes.counters().entrySet();
        parameters
                .text(rows, row -> row.getKey().userId())
                .text(rows, row -> row.getKey().resource())
                .numbers(rows, row -> row.getValue().used())
                .numbers(rows, row -> row.getValue().version())
                .times(rows, row -> row.getValue().changedAt());
    }

    private void ledger(SqlArrays parameters) throws SQLException {
        List<Entry> rows = writes.entries();
        parameters
                .text(rows, row -> row.counter().userId())
                .text(rows, row -> row.counter().resource())
                .times(rows, Entry::at)
                .text(rows, row -> row.move().kind())
                .numbers(rows, row -> row.move().delta())
                .numbers(rows, row -> row.move().held())
                .numbers(rows, Entry::usedAfter)
                .numbers(rows, Entry::reservedAfter)
                .text(rows, row -> plan(row.basis()))
                .numbers(rows, row -> limit(row.basis()))
                .text(rows, row -> catalogue(row.basis()))
                .text(rows, row -> row.move().cause());
    }

    private static @Nullable String plan(@Nullable Basis basis) {
        return basis == null ? null : basis.plan();
    }

    private static @Nullable Long limit(@Nullable Basis basis) {
        return basis == null ? null : basis.limit();
    }

    private static @Nullable String catalogue(@Nullable Basis basis) {
        return basis == null ? null : basis.catalogue();
    }

    private record Part(Books.Opened opened, Amount item) {}

    private void reservations(SqlArrays parameters) throws SQLException {
        List<Books.Opened> rows = writes.opened();
        List<Part> parts =
                rows.stream()
                        .flatMap(row -> row.promise().items().stream().map(i -> new Part(row, i)))
                        .toList();
        parameters
                .text(rows, row -> row.promise().id())
                .text(rows, row -> row.promise().userId())
                .times(rows, Books.Opened::at)
                .times(rows, row -> row.promise().expiresAt())
                .text(parts, part -> part.opened().promise().id())
                .text(parts, part -> part.opened().promise().userId())
                .text(parts, part -> part.item().resource())
                .numbers(parts, part -> part.item().amount())
                .times(parts, part -> part.opened().at())
                .times(parts, part -> part.opened().promise().expiresAt());
    }

    private void closings(SqlArrays parameters) throws SQLException {
        List<Books.Closed> rows = writes.closed();
        parameters
                .text(rows, row -> row.promise().id())
                .text(rows, Books.Closed::state)
                .times(rows, Books.Closed::at)
                .text(rows, row -> row.promise().closing())
                .text(rows, row -> row.promise().answer())
                .text(rows, row -> row.promise().id())
                .times(rows, Books.Closed::at);
    }

    private void keys(SqlArrays parameters) throws SQLException {
        List<Books.NewKey> rows = writes.keys();
        parameters
                .text(rows, row -> row.key().userId())
                .text(rows, row -> row.key().key())
                .bytes(rows, row -> row.kept().request())
                .text(rows, row -> row.kept().answer())
                .times(rows, Books.NewKey::at);
    }
}
