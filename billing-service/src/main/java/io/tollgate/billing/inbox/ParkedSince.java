package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts events that were parked for an operator since a moment. */
@ApplicationScoped
public class ParkedSince {

    /** Counting stops here: ten thousand and more tell an operator the same. */
    public static final int MOST = 10_000;

    /**
     * What was parked.
     *
     * @param until up to when this counts; ask from there the next time
     * @param byReason how many by {@link Reason}, without those of which there are none
     */
    public record Parked(Instant until, Map<String, Long> byReason) {}

    /* Ten seconds behind: a transaction that began before now may still be on its way. */
    private static final String SQL =
            """
            WITH span AS (SELECT now() - interval '10 seconds' AS until)
            SELECT span.until, found.reason, found.events FROM span LEFT JOIN LATERAL (
                SELECT reason, count(*) AS events FROM (
                    SELECT reason FROM inbox_event
                    WHERE state = 'parked' AND reason = ANY (?::text[])
                      AND coalesce(settled_at, received_at) > coalesce(?, '-infinity'::timestamptz)
                      AND coalesce(settled_at, received_at) <= span.until
                    LIMIT ?) AS parked
                GROUP BY reason) AS found ON true
            """;

    private final DataSource dataSource;

    ParkedSince(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Those parked after a moment; all there are if it is null. */
    public Parked count(@Nullable Instant after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SQL)) {
            Object[] reasons =
                    Arrays.stream(Reason.values())
                            .filter(reason -> reason.audience() == Reason.Audience.OPERATOR)
                            .map(Reason::wire)
                            .toArray();
            select.setArray(1, connection.createArrayOf("text", reasons));
            select.setObject(
                    2,
                    after == null ? null : OffsetDateTime.ofInstant(after, ZoneOffset.UTC),
                    java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            select.setInt(3, MOST);
            Map<String, Long> counts = new TreeMap<>();
            Instant until = Instant.EPOCH;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    until = rows.getObject("until", OffsetDateTime.class).toInstant();
                    String reason = rows.getString("reason");
                    if (reason != null) {
                        counts.put(reason, rows.getLong("events"));
                    }
                }
            }
            return new Parked(until, counts);
        }
    }
}
