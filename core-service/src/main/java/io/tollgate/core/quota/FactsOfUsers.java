package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.subscription.SubscriptionQuery;
import io.tollgate.core.subscription.UserSubscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads all that decides about some users, without a lock: what is right at the moment of reading
 * and may be over the moment after. One round trip for all of them.
 */
final class FactsOfUsers {

    private static final String NOW = "SELECT core_now() AS now";

    static final String COUNTERS =
            """
            SELECT u.user_id, u.resource, u.used, u.version, u.updated_at,
                (SELECT coalesce(sum(h.amount), 0)::bigint FROM hold h
                    WHERE h.user_id = u.user_id AND h.resource = u.resource
                        AND h.closed_at IS NULL AND h.expires_at > core_now()) AS reserved
            FROM usage u WHERE u.user_id = ANY (?)
            """;

    private static final String ALL =
            String.join(";", NOW, COUNTERS, SubscriptionQuery.OF_USERS, SetLimits.OF_USERS);

    private final PreparedStatement statement;

    private FactsOfUsers(PreparedStatement statement) {
        this.statement = statement;
    }

    static Facts read(Connection connection, Collection<String> users, Catalogue catalogue)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            new SqlArrays(statement)
                    .text(users, user -> user)
                    .text(users, user -> user)
                    .text(users, user -> user);
            statement.execute();
            return new FactsOfUsers(statement).facts(catalogue);
        }
    }

    private Facts facts(Catalogue catalogue) throws SQLException {
        Instant now;
        try (ResultSet row = result()) {
            row.next();
            now = FactsReader.instant(row, "now");
        }
        Map<Counter, Balance> balances = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                balances.put(FactsReader.counter(rows), FactsReader.balance(rows, true));
            }
        }
        Map<String, List<UserSubscription>> subscriptions = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                subscriptions
                        .computeIfAbsent(SubscriptionQuery.userId(rows), _ -> new ArrayList<>())
                        .add(SubscriptionQuery.read(rows, catalogue));
            }
        }
        Map<Counter, SetLimit> overrides = SetLimits.read(next(), now);
        return new Facts(now, balances, Map.of(), Map.of(), subscriptions, overrides);
    }

    private ResultSet next() throws SQLException {
        statement.getMoreResults();
        return result();
    }

    private ResultSet result() throws SQLException {
        return Objects.requireNonNull(statement.getResultSet(), "a result for each statement");
    }
}
