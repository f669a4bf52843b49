package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lists the lanes that are due or failing for a person, from a bounded look along indexes. */
@ApplicationScoped
public class WaitingLanes {

    /** Lanes looked at, those due first; with more of them no list tells a person anything. */
    public static final int LOOK = 10_000;

    /* Two looks, since each index knows one half: the lanes at rest, and those in work.
    A lane that fails on its own is due for a moment only at each try: it waits since the first. */
    static final String WAITING =
            """
            (SELECT *, least(due_at, failing_since, stripe_failing_since) AS since
                FROM (SELECT * FROM lane WHERE due_at IS NOT NULL AND lease_until IS NULL
                    ORDER BY due_at LIMIT %1$d) AS at_rest
            UNION ALL
            SELECT *, least(due_at, failing_since, stripe_failing_since) AS since
                FROM (SELECT * FROM lane WHERE lease_until IS NOT NULL
                    ORDER BY lease_until LIMIT %1$d) AS in_work
                WHERE due_at IS NOT NULL) AS waiting
            """
                    .formatted(LOOK);

    /**
     * One of them.
     *
     * @param inWork whether a worker has it
     * @param attempts claims since the last success
     * @param failingSince since when core could not be told
     * @param stripeFailingSince since when it has been waiting for Stripe
     */
    public record Lane(
            String id,
            Instant dueAt,
            boolean inWork,
            int attempts,
            @Nullable Instant failingSince,
            @Nullable Instant stripeFailingSince,
            @Nullable String lastError,
            Place place) {}

    /**
     * Where a lane stands in the list.
     *
     * @param since since when it has been waiting, microseconds since 1970
     */
    public record Place(long since, String lane) {}

    private static final String PAGE =
            """
            SELECT * FROM (SELECT *, (extract(epoch FROM since) * 1000000)::bigint AS micros
                FROM %s WHERE since <= now()) AS placed
            WHERE (micros, id) > (?, ?) ORDER BY micros, id LIMIT ?
            """
                    .formatted(WAITING);

    private final DataSource dataSource;

    WaitingLanes(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A page, longest waiting first.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<Lane> page(@Nullable Place after, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, after == null ? Long.MIN_VALUE : after.since());
            select.setString(2, after == null ? "" : after.lane());
            select.setInt(3, limit);
            List<Lane> lanes = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lanes.add(lane(rows));
                }
            }
            return lanes;
        }
    }

    private static Lane lane(ResultSet row) throws SQLException {
        return new Lane(
                row.getString("id"),
                row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("lease_until") != null,
                row.getInt("attempts"),
                instant(row, "failing_since"),
                instant(row, "stripe_failing_since"),
                row.getString("last_error"),
                new Place(row.getLong("micros"), row.getString("id")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
