package io.tollgate.core.payment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of the history are wanted, as conditions of a query. Each combination is a
 * statement of its own, so that each finds the index that serves it.
 */
final class HistoryFilter {

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final StringBuilder where = new StringBuilder("true");

    /** Those that come after this one, going back in time. */
    HistoryFilter before(@Nullable HistoryCursor cursor) {
        if (cursor != null) {
            and("(created_at, payment_no) < (:heard, :number)", "heard", cursor.heard());
            parameters.put("number", cursor.number());
        }
        return this;
    }

    /** Those of a user. */
    HistoryFilter user(@Nullable String userId) {
        return and("user_id = :user", "user", userId);
    }

    /** Those of an order. */
    HistoryFilter order(@Nullable Long orderId) {
        return and("order_id = :order", "order", orderId);
    }

    /** Those in a status. */
    HistoryFilter status(@Nullable String status) {
        return and("status = :status", "status", status);
    }

    /** Those in a currency. */
    HistoryFilter currency(@Nullable String currency) {
        return and("currency = :currency", "currency", currency);
    }

    /** Those a person has to look at. */
    HistoryFilter review(boolean only) {
        if (only) {
            where.append(" AND under_review");
        }
        return this;
    }

    /** Those heard of within a time. */
    HistoryFilter heard(@Nullable Instant from, @Nullable Instant to) {
        and("created_at >= :from", "from", from);
        return and("created_at < :to", "to", to);
    }

    private HistoryFilter and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** The statement; the limit stands in it, since a plan is made before its parameters. */
    String query(int limit) {
        return "SELECT * FROM payment WHERE "
                + where
                + " ORDER BY created_at DESC, payment_no DESC LIMIT "
                + limit;
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
