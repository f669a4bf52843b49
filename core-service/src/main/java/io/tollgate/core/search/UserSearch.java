package io.tollgate.core.search;

import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.account.UsersFound.Found;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Finds users by an id. It reads the tables of every room, each by a key, and writes none: one
 * place where an operator's question ends, so that no room has to know another for it.
 */
@ApplicationScoped
class UserSearch {

    /**
     * A way from an id to users, each with the customer that is theirs now; a former one leads to
     * them too.
     *
     * @param by its word in the answer
     * @param sql takes the id as often as it has parameters
     * @param shape what the id has to look like for this to be worth a question
     */
    private record Way(String by, String shape, String sql) {}

    private static final String ANY = ".+";

    private static final List<Way> EXACT =
            List.of(
                    new Way(
                            "user_id",
                            ANY,
                            """
                            SELECT k.user_id, a.customer_id
                            FROM (SELECT CAST(? AS text) COLLATE "C" AS user_id) k
                            LEFT JOIN account a USING (user_id)
                            WHERE a.user_id IS NOT NULL
                               OR EXISTS (SELECT 1 FROM usage u WHERE u.user_id = k.user_id)
                               OR EXISTS (SELECT 1 FROM orders o WHERE o.user_id = k.user_id)
                            """),
                    new Way(
                            "customer_id",
                            ANY,
                            """
                            SELECT c.user_id, coalesce(a.customer_id, k.customer_id) AS customer_id
                            FROM (SELECT CAST(? AS text) COLLATE "C" AS customer_id) k
                            LEFT JOIN customer_of_user c USING (customer_id)
                            LEFT JOIN account a ON a.user_id = c.user_id
                            WHERE c.user_id IS NOT NULL
                               OR EXISTS (SELECT 1 FROM subscription s
                                          WHERE s.customer_id = k.customer_id)
                            """),
                    new Way(
                            "subscription_id",
                            ANY,
                            """
                            SELECT c.user_id, coalesce(a.customer_id, s.customer_id) AS customer_id
                            FROM subscription s LEFT JOIN customer_of_user c USING (customer_id)
                            LEFT JOIN account a ON a.user_id = c.user_id
                            WHERE s.subscription_id = ?
                            """),
                    new Way(
                            "payment_intent_id",
                            ANY,
                            """
                            SELECT p.user_id, a.customer_id FROM payment p
                            LEFT JOIN account a USING (user_id)
                            WHERE p.payment_intent_id = ? AND p.user_id IS NOT NULL
                            """),
                    new Way(
                            "order_ref",
                            ANY,
                            """
                            SELECT o.user_id, a.customer_id FROM orders o
                            LEFT JOIN account a USING (user_id) WHERE o.order_ref = ?
                            """),
                    new Way(
                            "order_id",
                            "[1-9][0-9]{0,17}",
                            """
                            SELECT o.user_id, a.customer_id FROM orders o
                            LEFT JOIN account a USING (user_id)
                            WHERE o.order_id = CAST(? AS bigint)
                            """));

    /** Those who have an account, and those who only have something. */
    private static final List<String> PREFIX =
            List.of(
                    """
                    SELECT user_id, customer_id FROM account
                    WHERE user_id > ? AND user_id < ? ORDER BY user_id LIMIT ?
                    """,
                    """
                    SELECT u.user_id, a.customer_id FROM (SELECT DISTINCT user_id FROM usage
                        WHERE user_id > ? AND user_id < ? ORDER BY user_id LIMIT ?) u
                    LEFT JOIN account a USING (user_id)
                    """);

    /** The last of all characters: every text that begins with another lies before it. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final DataSource dataSource;

    UserSearch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Who an id leads to: exact matches first, then users whose id begins with it. */
    UsersFound find(String id, int limit) throws SQLException {
        Map<String, Found> found = new LinkedHashMap<>();
        try (Connection connection = dataSource.getConnection()) {
            for (Way way : EXACT) {
                if (id.matches(way.shape())) {
                    exact(connection, way, id).forEach(each -> keep(found, each));
                }
            }
            List<Found> begin = new ArrayList<>();
            for (String sql : PREFIX) {
                begin.addAll(prefix(connection, sql, id, limit + 1));
            }
            begin.stream()
                    .sorted((one, other) -> key(one).compareTo(key(other)))
                    .forEach(each -> keep(found, each));
        }
        List<Found> all = List.copyOf(found.values());
        return new UsersFound(all.subList(0, Math.min(limit, all.size())), all.size() > limit);
    }

    private static void keep(Map<String, Found> found, Found each) {
        found.putIfAbsent(key(each), each);
    }

    private static String key(Found found) {
        return found.userId() == null ? "\n" + found.customerId() : found.userId();
    }

    private static List<Found> exact(Connection connection, Way way, String id)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(way.sql())) {
            statement.setString(1, id);
            return read(statement, way.by());
        }
    }

    private static List<Found> prefix(Connection connection, String sql, String id, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.setString(2, id + LAST);
            statement.setInt(3, limit);
            return read(statement, "user_id_prefix");
        }
    }

    private static List<Found> read(PreparedStatement statement, String by) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getString("user_id"), rows.getString("customer_id"), by));
            }
        }
        return found;
    }
}
