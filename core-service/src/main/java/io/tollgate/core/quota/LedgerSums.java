package io.tollgate.core.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the ledger adds up to: a counter's latest checkpoint and the lines after it. */
final class LedgerSums {

    /** Joins {@code k}, the latest checkpoint of a counter {@code c}; null columns if none. */
    static final String CHECKPOINT =
            """
            LEFT JOIN LATERAL (
                SELECT k.at, k.used, k.reserved FROM usage_checkpoint k
                WHERE k.user_id = c.user_id AND k.resource = c.resource
                ORDER BY k.at DESC LIMIT 1) k ON true
            """;

    /** Picks the lines {@code l} of a counter {@code c} that come after its checkpoint. */
    static final String AFTER_CHECKPOINT =
            """
            l.user_id = c.user_id AND l.resource = c.resource
                AND l.at > coalesce(k.at, '-infinity')
            """;

    /** Joins {@code s}, all that the ledger of a counter {@code c} adds up to. */
    static final String SUMS =
            """
            CROSS JOIN LATERAL (
                SELECT (coalesce(k.used, 0) + coalesce(sum(l.delta), 0))::bigint AS used,
                    (coalesce(k.reserved, 0) + coalesce(sum(l.held), 0))::bigint AS reserved
                FROM usage_ledger l WHERE %s) s
            """
                    .formatted(AFTER_CHECKPOINT);

    static final String BOOKED =
            """
            SELECT c.user_id, c.resource, s.used
            FROM unnest(?::text[], ?::text[]) AS c(user_id, resource)
            """
                    + CHECKPOINT
                    + SUMS;

    private LedgerSums() {}

    /** What is used of these counters, by the ledger. */
    static Map<Counter, Long> used(Connection connection, Collection<Counter> counters)
            throws SQLException {
        Map<Counter, Long> used = new HashMap<>();
        if (counters.isEmpty()) {
            return used;
        }
        try (PreparedStatement statement = connection.prepareStatement(BOOKED)) {
            new SqlArrays(statement)
                    .text(counters, Counter::userId)
                    .text(counters, Counter::resource);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    used.put(FactsReader.counter(rows), rows.getLong("used"));
                }
            }
        }
        return used;
    }
}
