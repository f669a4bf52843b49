package io.tollgate.core.quota;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reads the limits that persons set for single users. */
final class SetLimits {

    /** Takes arrays of users and resources; the newest of each counter, whether it ended or not. */
    static final String OF_COUNTERS =
            """
            SELECT DISTINCT ON (o.user_id, o.resource) o.user_id, o.resource, o.kind,
                o.limit_amount, o.reason, o.ends_at, o.set_by
            FROM quota_override o JOIN unnest(?::text[], ?::text[]) AS w(user_id, resource)
                USING (user_id, resource)
            ORDER BY o.user_id, o.resource, o.set_at DESC, o.override_id DESC
            """;

    /** Takes an array of users; the newest of each counter, whether it ended or not. */
    static final String OF_USERS =
            """
            SELECT DISTINCT ON (o.user_id, o.resource) o.user_id, o.resource, o.kind,
                o.limit_amount, o.reason, o.ends_at, o.set_by
            FROM quota_override o WHERE o.user_id = ANY (?)
            ORDER BY o.user_id, o.resource, o.set_at DESC, o.override_id DESC
            """;

    private SetLimits() {}

    /** Those in force at that moment; closes the rows. */
    static Map<Counter, SetLimit> read(ResultSet rows, Instant now) throws SQLException {
        Map<Counter, SetLimit> limits = new HashMap<>();
        try (rows) {
            while (rows.next()) {
                Instant endsAt = FactsReader.instant(rows, "ends_at");
                if (now.isBefore(endsAt) && !rows.getString("kind").equals("withdrawn")) {
                    limits.put(
                            new Counter(rows.getString("user_id"), rows.getString("resource")),
                            new SetLimit(
                                    rows.getObject("limit_amount", Long.class),
                                    rows.getString("reason"),
                                    endsAt,
                                    rows.getString("set_by")));
                }
            }
        }
        return limits;
    }
}
