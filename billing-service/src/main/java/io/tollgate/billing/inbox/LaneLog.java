package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.EventLog.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks one lane up for a person: how it stands, and its events as Stripe made them. */
@ApplicationScoped
public class LaneLog {

    /**
     * How a lane stands.
     *
     * @param arrivals events ever stored for it
     * @param sequence drawn at the last claim
     * @param attempts claims since the last success
     * @param failingSince since when core could not be told
     * @param stripeFailingSince since when it has been waiting for Stripe
     * @param paidThrough end of the latest paid period, Unix seconds
     * @param needsFetch whether its state was decided without Stripe
     * @param cause why it is due, if it is for something other than an event
     * @param state what core was last told, redacted
     */
    public record Lane(
            String id,
            @Nullable Instant dueAt,
            @Nullable Instant leaseUntil,
            long arrivals,
            long sequence,
            int attempts,
            int lostLeases,
            @Nullable Instant failingSince,
            @Nullable Instant stripeFailingSince,
            @Nullable String lastError,
            @Nullable Long paidThrough,
            boolean needsFetch,
            @Nullable String cause,
            @Nullable JsonNode state) {}

    private static final String LANE = "SELECT * FROM lane WHERE id = ?";

    /* The index of lanes ends in Stripe's time; those of one second are told apart by their ids. */
    private static final String EVENTS =
            "SELECT "
                    + EventLog.COLUMNS
                    + """
                     FROM inbox_event WHERE lane = ?
                        AND (?::bigint IS NULL OR (created, event_id) < (?, ?))
                     ORDER BY created DESC, event_id DESC LIMIT ?
                    """;

    private final DataSource dataSource;

    LaneLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One lane; empty if it has never been due. */
    public Optional<Lane> find(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(LANE)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(lane(row)) : Optional.empty();
            }
        }
    }

    private static Lane lane(ResultSet row) throws SQLException {
        return new Lane(
                row.getString("id"),
                instant(row, "due_at"),
                instant(row, "lease_until"),
                row.getLong("arrivals"),
                row.getLong("sequence"),
                row.getInt("attempts"),
                row.getInt("lost_leases"),
                instant(row, "failing_since"),
                instant(row, "stripe_failing_since"),
                row.getString("last_error"),
                (Long) row.getObject("paid_through"),
                row.getBoolean("needs_fetch"),
                row.getString("cause"),
                state(row.getString("state")));
    }

    private static @Nullable JsonNode state(@Nullable String json) {
        return json == null
                ? null
                : StripeJson.parse(json.getBytes(StandardCharsets.UTF_8))
                        .map(Redaction::of)
                        .orElse(null);
    }

    /**
     * A lane's events, the latest of Stripe's clock first.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<Entry> events(String lane, @Nullable Entry after, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(EVENTS)) {
            Long created = after == null ? null : (Long) after.created();
            select.setString(1, lane);
            select.setObject(2, created, Types.BIGINT);
            select.setObject(3, created, Types.BIGINT);
            select.setString(4, after == null ? null : after.eventId());
            select.setInt(5, limit);
            List<Entry> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(EventLog.entry(rows));
                }
            }
            return events;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
