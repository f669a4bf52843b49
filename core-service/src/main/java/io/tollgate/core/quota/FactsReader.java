package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.quota.Facts.KeptAnswer;
import io.tollgate.core.quota.Facts.Promise;
import io.tollgate.core.quota.Facts.UserKey;
import io.tollgate.core.subscription.SubscriptionQuery;
import io.tollgate.core.subscription.UserSubscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Locks the counters of a batch and reads all that decides about it, in one round trip: the
 * statements travel together, and each after the first sees what was committed before the locks
 * were held. They are worded so that the planner has no choice but to go from what is wanted to its
 * rows by key, as a plan that was made while a table was tiny may be kept for long.
 */
final class FactsReader {

    /** For the rest of the transaction; in milliseconds, which is what it means without a unit. */
    private static final String LOCK_WAIT = "SELECT set_config('lock_timeout', ?, true)";

    static final String LOCK =
            """
            SELECT u.user_id, u.resource, u.used, u.version, u.updated_at
            FROM (SELECT * FROM unnest(?::text[], ?::text[]) AS w(user_id, resource)
                    ORDER BY user_id COLLATE "C", resource COLLATE "C") w
                CROSS JOIN LATERAL (
                    SELECT * FROM usage u
                    WHERE u.user_id = w.user_id AND u.resource = w.resource
                    FOR NO KEY UPDATE) u
            """;

    /** Closes what has expired, and sums up what has not, by one reading of the clock. */
    static final String RESERVED =
            """
            WITH clock AS MATERIALIZED (SELECT core_now() AS now),
            wanted AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[]) AS w(user_id, resource)),
            expired AS (
                UPDATE hold h SET closed_at = e.now
                FROM (SELECT o.ctid AS row_id, clock.now FROM wanted w CROSS JOIN clock
                        CROSS JOIN LATERAL (
                            SELECT o.ctid FROM hold o
                            WHERE o.user_id = w.user_id AND o.resource = w.resource
                                AND o.closed_at IS NULL AND o.expires_at <= clock.now
                            OFFSET 0) o) e
                WHERE h.ctid = e.row_id
                RETURNING h.user_id, h.resource, h.amount)
            SELECT w.user_id, w.resource, clock.now,
                (SELECT coalesce(sum(h.amount), 0)::bigint FROM hold h
                    WHERE h.user_id = w.user_id AND h.resource = w.resource
                        AND h.closed_at IS NULL AND h.expires_at > clock.now) AS reserved,
                (SELECT coalesce(sum(e.amount), 0)::bigint FROM expired e
                    WHERE e.user_id = w.user_id AND e.resource = w.resource) AS expired
            FROM wanted w, clock
            """;

    static final String KEYS =
            """
            SELECT k.user_id, k.key, k.request, k.answer
            FROM unnest(?::text[], ?::text[]) AS w(user_id, key)
                CROSS JOIN LATERAL (
                    SELECT * FROM quota_key k WHERE k.user_id = w.user_id AND k.key = w.key
                        AND k.created_at > core_now() - interval '30 days' OFFSET 0) k
            """;

    /** Held, so that none is deleted for its age while it is settled. */
    static final String PROMISES =
            """
            SELECT r.reservation_id, r.user_id, r.expires_at, r.closing, r.answer,
                h.resource, h.amount, h.closed_at IS NULL AS is_open
            FROM reservation r CROSS JOIN LATERAL (
                SELECT * FROM hold h WHERE h.reservation_id = r.reservation_id OFFSET 0) h
            WHERE r.reservation_id = ANY (?) ORDER BY r.reservation_id, h.resource
            FOR NO KEY UPDATE OF r
            """;

    static final String COUNTERS_OF_PROMISES =
            "SELECT user_id, resource FROM hold WHERE reservation_id = ANY (?)";

    private final PreparedStatement statement;
    private final Catalogue catalogue;

    private FactsReader(PreparedStatement statement, Catalogue catalogue) {
        this.statement = statement;
        this.catalogue = catalogue;
    }

    /** The counters that reservations are about; they never change. */
    static Set<Counter> countersOf(Connection connection, List<String> promises)
            throws SQLException {
        Set<Counter> counters = new TreeSet<>();
        if (promises.isEmpty()) {
            return counters;
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNTERS_OF_PROMISES)) {
            new SqlArrays(statement).text(promises, id -> id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counters.add(counter(rows));
                }
            }
        }
        return counters;
    }

    /**
     * Locks and reads. A counter that is not there yet has no balance in the answer.
     *
     * @param lockWait how long any lock of this transaction is waited for
     */
    static Facts lockAndRead(
            Connection connection, Need need, Duration lockWait, Catalogue catalogue)
            throws SQLException {
        String sql =
                String.join(
                        ";",
                        LOCK_WAIT,
                        LOCK,
                        RESERVED,
                        SubscriptionQuery.OF_USERS,
                        SetLimits.OF_COUNTERS,
                        KEYS,
                        PROMISES);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Set<Counter> counters = need.counters();
            new SqlArrays(statement)
                    .single(Long.toString(lockWait.toMillis()))
                    .text(counters, Counter::userId)
                    .text(counters, Counter::resource)
                    .text(counters, Counter::userId)
                    .text(counters, Counter::resource)
                    .text(need.users(), user -> user)
                    .text(counters, Counter::userId)
                    .text(counters, Counter::resource)
                    .text(need.keys(), UserKey::userId)
                    .text(need.keys(), UserKey::key)
                    .text(need.promises(), id -> id);
            statement.execute();
            return new FactsReader(statement, catalogue).read();
        }
    }

    /** Adds what the ledger does not know about counters that are to be recounted. */
    static void lookUpUnbooked(Connection connection, Facts facts, Set<Counter> recounted)
            throws SQLException {
        LedgerSums.used(connection, recounted)
                .forEach(
                        (counter, booked) ->
                                facts.balances()
                                        .computeIfPresent(
                                                counter,
                                                (_, held) ->
                                                        held.withUnbooked(held.used() - booked)));
    }

    private Facts read() throws SQLException {
        Map<Counter, Balance> balances = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                balances.put(counter(rows), balance(rows, false));
            }
        }
        Instant now = Instant.EPOCH;
        try (ResultSet rows = next()) {
            while (rows.next()) {
                now = instant(rows, "now");
                long reserved = rows.getLong("reserved");
                long expired = rows.getLong("expired");
                balances.computeIfPresent(
                        counter(rows), (_, held) -> held.withReserved(reserved, expired));
            }
        }
        Map<String, List<UserSubscription>> subscriptions = subscriptions();
        Map<Counter, SetLimit> overrides = SetLimits.read(next(), now);
        return new Facts(now, balances, keys(), promises(), subscriptions, overrides);
    }

    static Balance balance(ResultSet rows, boolean withReserved) throws SQLException {
        return new Balance(
                rows.getLong("used"),
                rows.getLong("version"),
                instant(rows, "updated_at"),
                withReserved ? rows.getLong("reserved") : 0,
                0);
    }

    private Map<String, List<UserSubscription>> subscriptions() throws SQLException {
        Map<String, List<UserSubscription>> byUser = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                byUser.computeIfAbsent(SubscriptionQuery.userId(rows), _ -> new ArrayList<>())
                        .add(SubscriptionQuery.read(rows, catalogue));
            }
        }
        return byUser;
    }

    private Map<UserKey, KeptAnswer> keys() throws SQLException {
        Map<UserKey, KeptAnswer> keys = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                keys.put(
                        new UserKey(rows.getString("user_id"), rows.getString("key")),
                        new KeptAnswer(rows.getBytes("request"), rows.getString("answer")));
            }
        }
        return keys;
    }

    private Map<String, Promise> promises() throws SQLException {
        Map<String, Promise> promises = new HashMap<>();
        try (ResultSet rows = next()) {
            while (rows.next()) {
                Promise part = promise(rows);
                promises.merge(part.id(), part, FactsReader::joined);
            }
        }
        return promises;
    }

    private static Promise promise(ResultSet rows) throws SQLException {
        return new Promise(
                rows.getString("reservation_id"),
                rows.getString("user_id"),
                instant(rows, "expires_at"),
                rows.getString("closing"),
                rows.getString("answer"),
                rows.getBoolean("is_open"),
                List.of(new Amount(rows.getString("resource"), rows.getLong("amount"))));
    }

    private static Promise joined(Promise one, Promise other) {
        List<Amount> items = new ArrayList<>(one.items());
        items.addAll(other.items());
        return new Promise(
                one.id(),
                one.userId(),
                one.expiresAt(),
                one.closing(),
                one.answer(),
                one.isOpen() && other.isOpen(),
                items);
    }

    private ResultSet next() throws SQLException {
        statement.getMoreResults();
        return Objects.requireNonNull(statement.getResultSet(), "a result for each statement");
    }

    static Counter counter(ResultSet rows) throws SQLException {
        return new Counter(rows.getString("user_id"), rows.getString("resource"));
    }

    static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
