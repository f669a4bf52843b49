package io.tollgate.core.quota;

import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.UserOverrides;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets limits for single users and takes them back. Nothing is changed in place, so that who set
 * what, when and why can be read for ever.
 */
@ApplicationScoped
class Overrides {

    /** Holding the counter makes every grant either earlier than this, or decided by it. */
    private static final String HOLD =
            "SELECT 1 FROM usage WHERE user_id = ? AND resource = ? FOR NO KEY UPDATE";

    /** Reads the clock when the counter is held: before that others may still decide about it. */
    private static final String STAMP =
            """
            UPDATE usage SET updated_at = greatest(core_now(), updated_at + interval '1 microsecond')
            WHERE user_id = ? AND resource = ? RETURNING updated_at
            """;

    private static final String ADD =
            """
            INSERT INTO quota_override
                (user_id, resource, set_at, kind, limit_amount, reason, ends_at, set_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** More changes of one limit than anybody reads. */
    private static final String HISTORY =
            """
            SELECT kind, limit_amount, reason, ends_at, set_by, set_at FROM quota_override
            WHERE user_id = ? AND resource = ? ORDER BY override_id DESC LIMIT 100
            """;

    /** In force is what was set last for its resource, until it ends. */
    private static final String OF_USER =
            """
            SELECT resource, kind, limit_amount, reason, ends_at, set_by, set_at,
                kind <> 'withdrawn' AND ends_at > core_now() AND NOT EXISTS (
                    SELECT 1 FROM quota_override later WHERE later.user_id = o.user_id
                        AND later.resource = o.resource AND later.set_at > o.set_at) AS in_force
            FROM quota_override o WHERE user_id = ? ORDER BY override_id DESC LIMIT 100
            """;

    private final DataSource dataSource;

    Overrides(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One line of the history.
     *
     * @param kind {@code at_most}, {@code unlimited} or {@code withdrawn}
     */
    record Line(String kind, @Nullable Long amount, String reason, Instant endsAt, String setBy) {

        static Line set(LimitOverride wish, String by) {
            String kind = wish.limit() == null ? "unlimited" : "at_most";
            Instant endsAt = Instant.ofEpochSecond(wish.endsAt());
            return new Line(kind, wish.limit(), wish.reason(), endsAt, by);
        }
    }

    /** Adds a line; it counts from its commit on. */
    void add(Counter counter, Line line) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            CounterRows.add(connection, Set.of(counter));
        }
        Instant _ =
                Transaction.of(
                        dataSource,
                        connection -> {
                            Instant at = hold(connection, counter);
                            insert(connection, counter, line, at);
                            return at;
                        });
    }

    private static Instant hold(Connection connection, Counter counter) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD);
                PreparedStatement stamp = connection.prepareStatement(STAMP)) {
            for (PreparedStatement each : List.of(hold, stamp)) {
                each.setString(1, counter.userId());
                each.setString(2, counter.resource());
            }
            hold.executeQuery().close();
            try (ResultSet row = stamp.executeQuery()) {
                row.next();
                return FactsReader.instant(row, "updated_at");
            }
        }
    }

    private static void insert(Connection connection, Counter counter, Line line, Instant at)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, counter.userId());
            statement.setString(2, counter.resource());
            statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            statement.setString(4, line.kind());
            statement.setObject(5, line.amount());
            statement.setString(6, line.reason());
            statement.setObject(7, line.endsAt().atOffset(ZoneOffset.UTC));
            statement.setString(8, line.setBy());
            statement.executeUpdate();
        }
    }

    /** The latest lines, newest first. */
    List<LimitOverride.Entry> history(Counter counter) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(HISTORY)) {
            statement.setString(1, counter.userId());
            statement.setString(2, counter.resource());
            List<LimitOverride.Entry> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(
                            new LimitOverride.Entry(
                                    rows.getString("kind"),
                                    rows.getObject("limit_amount", Long.class),
                                    rows.getString("reason"),
                                    FactsReader.instant(rows, "ends_at").getEpochSecond(),
                                    rows.getString("set_by"),
                                    Moment.seconds(FactsReader.instant(rows, "set_at"))));
                }
            }
            return lines;
        }
    }

    /** The latest lines of a user, of every resource, newest first. */
    List<UserOverrides.Line> ofUser(String userId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_USER)) {
            statement.setString(1, userId);
            List<UserOverrides.Line> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(
                            new UserOverrides.Line(
                                    rows.getString("resource"),
                                    rows.getString("kind"),
                                    rows.getObject("limit_amount", Long.class),
                                    rows.getString("reason"),
                                    FactsReader.instant(rows, "ends_at").getEpochSecond(),
                                    rows.getString("set_by"),
                                    Moment.seconds(FactsReader.instant(rows, "set_at")),
                                    rows.getBoolean("in_force")));
                }
            }
            return lines;
        }
    }
}
