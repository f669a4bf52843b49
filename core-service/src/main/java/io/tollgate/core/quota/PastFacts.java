package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.subscription.PastSubscriptions;
import io.tollgate.core.subscription.PastSubscriptions.Change;
import io.tollgate.core.subscription.UserSubscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decided about one counter right before a moment, from the logs: subscription changes, limits
 * set by hand, the ledger and the reservations. Nothing of it can have changed since.
 *
 * @param changes why each subscription was what it was
 * @param last the latest line of the ledger before the moment
 */
record PastFacts(Facts facts, List<Change> changes, @Nullable Line last) {

    private static final String LEDGER =
            """
            SELECT at, kind, delta, held, used_after, plan, limit_amount, catalogue, cause
            FROM usage_ledger WHERE user_id = ? AND resource = ? AND at < ?
            ORDER BY at DESC LIMIT 1
            """;

    private static final String AT =
            """
            SELECT at, kind, delta, held, used_after, plan, limit_amount, catalogue, cause
            FROM usage_ledger WHERE user_id = ? AND resource = ? AND at = ?
            """;

    private static final String RESERVED =
            """
            SELECT coalesce(sum(amount), 0)::bigint AS reserved FROM hold
            WHERE user_id = ? AND resource = ? AND opened_at < ? AND expires_at > ?
                AND (closed_at IS NULL OR closed_at >= ?)
            """;

    private static final String OVERRIDE =
            """
            SELECT user_id, resource, kind, limit_amount, reason, ends_at, set_by
            FROM quota_override WHERE user_id = ? AND resource = ? AND set_at < ?
            ORDER BY set_at DESC, override_id DESC LIMIT 1
            """;

    /** A line of the ledger, as kept. */
    record Line(
            Instant at,
            String kind,
            long delta,
            long held,
            long usedAfter,
            @Nullable String plan,
            @Nullable Long limit,
            @Nullable String catalogue,
            @Nullable String cause) {

        /** Whether it was decided by a limit. */
        boolean isTake() {
            return kind.equals("consume") || kind.equals("reserve");
        }

        /** How much was taken, or given back. */
        long amount() {
            return Math.abs(delta != 0 ? delta : held);
        }

        private static Line read(ResultSet row) throws SQLException {
            return new Line(
                    FactsReader.instant(row, "at"),
                    row.getString("kind"),
                    row.getLong("delta"),
                    row.getLong("held"),
                    row.getLong("used_after"),
                    row.getString("plan"),
                    row.getObject("limit_amount", Long.class),
                    row.getString("catalogue"),
                    row.getString("cause"));
        }
    }

    static PastFacts read(
            Connection connection, Counter counter, Instant moment, Catalogue catalogue)
            throws SQLException {
        List<Change> changes =
                PastSubscriptions.before(connection, counter.userId(), moment, catalogue);
        List<UserSubscription> subscriptions = changes.stream().map(Change::subscription).toList();
        Line last = line(connection, LEDGER, counter, moment).orElse(null);
        long used = last == null ? 0 : last.usedAfter();
        Balance balance = new Balance(used, 0, moment, reserved(connection, counter, moment), 0);
        Facts facts =
                new Facts(
                        moment,
                        Map.of(counter, balance),
                        Map.of(),
                        Map.of(),
                        Map.of(counter.userId(), subscriptions),
                        overrides(connection, counter, moment));
        return new PastFacts(facts, changes, last);
    }

    /** What the ledger says of that very moment, if it was one of a change. */
    static Optional<Line> lineAt(Connection connection, Counter counter, Instant moment)
            throws SQLException {
        return line(connection, AT, counter, moment);
    }

    private static Optional<Line> line(
            Connection connection, String sql, Counter counter, Instant moment)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, counter, moment, 1);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(Line.read(row)) : Optional.empty();
        }
    }

    private static long reserved(Connection connection, Counter counter, Instant moment)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, RESERVED, counter, moment, 3);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong("reserved") : 0;
        }
    }

    private static Map<Counter, SetLimit> overrides(
            Connection connection, Counter counter, Instant moment) throws SQLException {
        try (PreparedStatement statement = prepare(connection, OVERRIDE, counter, moment, 1)) {
            return SetLimits.read(statement.executeQuery(), moment);
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, Counter counter, Instant moment, int times)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, counter.userId());
        statement.setString(2, counter.resource());
        for (int i = 0; i < times; i++) {
            statement.setObject(3 + i, moment.atOffset(ZoneOffset.UTC));
        }
        return statement;
    }
}
