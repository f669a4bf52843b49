package io.tollgate.local.load;

import io.tollgate.local.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What taking and checking cost in plain JDBC: the same rows as core writes and reads, a
 * transaction for each take, in tables like core's own.
 */
final class QuotaBaseline {

    private static final List<String> TABLES = List.of("usage", "usage_ledger", "quota_key");

    private static final String TAKE =
            """
            UPDATE baseline_usage SET used = used + 1, version = version + 1,
                updated_at = clock_timestamp()
            WHERE user_id = ? AND resource = 'storage_bytes' AND used + 1 <= 107374182400
            RETURNING used
            """;

    private static final String LEDGER =
            """
            INSERT INTO baseline_usage_ledger (user_id, resource, at, kind, delta, held, used_after,
                reserved_after, plan, limit_amount, catalogue, cause)
            VALUES (?, 'storage_bytes', clock_timestamp(), 'consume', 1, 0, ?, 0, 'pro',
                107374182400, '0123456789abcdef', ?)
            """;

    private static final String KEY =
            """
            INSERT INTO baseline_quota_key (user_id, key, request, answer, created_at)
            VALUES (?, ?, ?, ?, clock_timestamp())
            """;

    private static final String CHECK =
            """
            SELECT s.plan_id, s.start_date, s.expiry_date, s.items, s.paid_through, s.cancel_at,
                s.trial_end, s.mapped_plan, s.status, s.known_status, u.used, u.version,
                (SELECT coalesce(sum(amount), 0) FROM hold h WHERE h.user_id = a.user_id
                    AND h.resource = 'storage_bytes' AND h.closed_at IS NULL
                    AND h.expires_at > clock_timestamp()) AS reserved,
                (SELECT limit_amount FROM quota_override o WHERE o.user_id = a.user_id
                    AND o.resource = 'storage_bytes' ORDER BY o.set_at DESC LIMIT 1) AS by_hand
            FROM account a JOIN subscription s USING (customer_id)
                LEFT JOIN usage u ON u.user_id = a.user_id AND u.resource = 'storage_bytes'
            WHERE a.user_id = ?
            """;

    /** As long as an answer that core keeps, and its fingerprint. */
    private static final String ANSWER = "x".repeat(320);

    private static final byte[] FINGERPRINT = new byte[32];

    private final Database database;
    private final AtomicLong count = new AtomicLong();

    QuotaBaseline(Database database) {
        this.database = database;
    }

    /** Makes the tables, as core's migrations have them, with a counter for each user. */
    void create(List<String> users) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                PreparedStatement add =
                        connection.prepareStatement(
                                "INSERT INTO baseline_usage VALUES (?, 'storage_bytes', 0, 0,"
                                        + " clock_timestamp())")) {
            for (String table : TABLES) {
                statement.execute(
                        "CREATE TABLE baseline_%s (LIKE %s INCLUDING ALL) WITH (fillfactor = %d)"
                                .formatted(table, table, table.equals("usage") ? 50 : 100));
            }
            for (String user : users) {
                add.setString(1, user);
                add.executeUpdate();
            }
        }
    }

    JdbcSide takes(String name, List<String> users) {
        return new JdbcSide(
                name,
                database,
                connection -> {
                    connection.setAutoCommit(false);
                    PreparedStatement take = connection.prepareStatement(TAKE);
                    PreparedStatement ledger = connection.prepareStatement(LEDGER);
                    PreparedStatement key = connection.prepareStatement(KEY);
                    return () -> {
                        long number = count.getAndIncrement();
                        String user = users.get((int) (number % users.size()));
                        take.setString(1, user);
                        long used = number(take);
                        ledger.setString(1, user);
                        ledger.setLong(2, used);
                        ledger.setString(3, "load-" + number);
                        ledger.executeUpdate();
                        key.setString(1, user);
                        key.setString(2, "load-" + number);
                        key.setBytes(3, FINGERPRINT);
                        key.setString(4, ANSWER);
                        key.executeUpdate();
                        connection.commit();
                    };
                });
    }

    JdbcSide checks(String name, List<String> users) {
        return new JdbcSide(
                name,
                database,
                connection -> {
                    PreparedStatement check = connection.prepareStatement(CHECK);
                    return () -> {
                        long number = count.getAndIncrement();
                        check.setString(1, users.get((int) (number % users.size())));
                        number(check);
                    };
                });
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getMetaData().getColumnCount() == 1 ? row.getLong(1) : row.getLong("used");
        }
    }
}
