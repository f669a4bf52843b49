package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of several users in one plain query, for those who read them together with
 * their own rows, on their own connection.
 */
public final class SubscriptionQuery {

    /**
     * Takes an array of user ids; ended subscriptions, and those of former customers, are among the
     * rows. Each step is a look-up by key, however small the tables were when it was planned.
     */
    public static final String OF_USERS =
            """
            SELECT w.user_id, s.subscription_id, s.customer_id, s.plan_id, s.start_date,
                   s.expiry_date, s.items, s.paid_through, s.cancel_at, s.trial_end,
                   s.mapped_plan, s.status, s.known_status, s.livemode, s.sequence,
                   s.occurred_at, s.event_id, s.event_type, s.content_hash
            FROM (SELECT DISTINCT unnest(?::text[]) AS user_id) w
                CROSS JOIN LATERAL (
                    SELECT * FROM customer_of_user c WHERE c.user_id = w.user_id OFFSET 0) c
                CROSS JOIN LATERAL (
                    SELECT * FROM subscription s WHERE s.customer_id = c.customer_id OFFSET 0) s
            """;

    private SubscriptionQuery() {}

    /** Whose the present row is. */
    public static String userId(ResultSet row) throws SQLException {
        return row.getString("user_id");
    }

    /** The present row, its plan looked up in this catalogue. */
    public static UserSubscription read(ResultSet row, Catalogue catalogue) throws SQLException {
        return state(row).forUser(catalogue);
    }

    private static SubscriptionState state(ResultSet row) throws SQLException {
        String known = row.getString("known_status");
        return new SubscriptionState(
                row.getString("subscription_id"),
                row.getString("customer_id"),
                terms(row),
                row.getString("status"),
                known == null ? null : SubscriptionStatus.find(known).orElseThrow(),
                row.getString("mapped_plan"),
                row.getObject("livemode", Boolean.class),
                new Version(number(row, "sequence"), number(row, "occurred_at")),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("content_hash"));
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                row.getString("plan_id"),
                row.getLong("start_date"),
                row.getLong("expiry_date"),
                StateJson.readItems(row.getString("items")),
                number(row, "paid_through"),
                number(row, "cancel_at"),
                number(row, "trial_end"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
