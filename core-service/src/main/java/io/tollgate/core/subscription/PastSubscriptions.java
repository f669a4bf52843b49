package io.tollgate.core.subscription;

import io.tollgate.core.plan.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's subscriptions as core knew them at a moment, each with the change that made it so. */
public final class PastSubscriptions {

    private static final String QUERY =
            """
            SELECT DISTINCT ON (c.subscription_id) c.state_after, c.event_id, c.event_type,
                c.occurred_at, c.received_at, c.reason
            FROM customer_of_user a JOIN subscription s USING (customer_id)
                JOIN subscription_change c USING (subscription_id)
            WHERE a.user_id = ? AND a.linked_at <= ? AND c.outcome = 'applied'
                AND c.received_at < ?
            ORDER BY c.subscription_id, c.change_id DESC
            """;

    private PastSubscriptions() {}

    /**
     * What made a subscription what it was.
     *
     * @param eventId the Stripe event, if the caller named it
     * @param occurredAt when it was true at Stripe, Unix seconds
     * @param receivedAt since when core knew
     * @param reason why it was applied
     * @param planId the Stripe price sent
     */
    public record Change(
            UserSubscription subscription,
            @Nullable String eventId,
            @Nullable String eventType,
            @Nullable Long occurredAt,
            Instant receivedAt,
            String reason,
            String planId) {}

    /** Those applied before the moment, their plans looked up in this catalogue. */
    public static List<Change> before(
            Connection connection, String userId, Instant moment, Catalogue catalogue)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, userId);
            statement.setObject(2, moment.atOffset(ZoneOffset.UTC));
            statement.setObject(3, moment.atOffset(ZoneOffset.UTC));
            List<Change> changes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows, catalogue));
                }
            }
            return changes;
        }
    }

    private static Change change(ResultSet row, Catalogue catalogue) throws SQLException {
        SubscriptionState state = StateJson.readState(row.getString("state_after"));
        return new Change(
                state.forUser(catalogue),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getObject("occurred_at", Long.class),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                state.terms().planId());
    }
}
