package io.tollgate.core.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which payments of the history are wanted, as a query that leaves the planner, which knows no
 * values, one index to read. A user, an order or a review leads to few: all else is written so that
 * no index serves it. A currency and a status lead to many: they stand before the time in rows that
 * are compared and sorted as wholes, and the index in that very order is read from where the page
 * begins to its end.
 */
final class HistoryFilter {

    /** Before and after everything that was ever heard of. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final String[] BEFORE = {":heard", ":number"};

    private final List<String> conditions = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Instant from = FIRST;
    private HistoryCursor before = new HistoryCursor(LAST, 0);

    /** Those of a user. */
    HistoryFilter user(@Nullable String userId) {
        return narrow("user_id", userId);
    }

    /** Those of an order. */
    HistoryFilter order(@Nullable Long orderId) {
        return narrow("order_id", orderId);
    }

    /** Those a person has to look at. */
    HistoryFilter review(boolean only) {
        if (only) {
            conditions.add("under_review");
        }
        return this;
    }

    private HistoryFilter narrow(String column, @Nullable Object value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            parameters.put(column, value);
        }
        return this;
    }

    /** Those in a currency. */
    HistoryFilter currency(@Nullable String currency) {
        return column("currency", currency);
    }

    /** Those in a status. */
    HistoryFilter status(@Nullable String status) {
        return column("status", status);
    }

    private HistoryFilter column(String column, @Nullable Object value) {
        if (value != null) {
            columns.add(column);
            parameters.put(column, value);
        }
        return this;
    }

    /** Those heard of within a time. */
    HistoryFilter heard(@Nullable Instant earliest, @Nullable Instant end) {
        from = earliest == null ? from : earliest;
        return end == null ? this : before(new HistoryCursor(end, 0));
    }

    /** Those that come after this one, going back in time. */
    HistoryFilter before(@Nullable HistoryCursor cursor) {
        if (cursor != null && cursor.heard().isBefore(before.heard())) {
            before = cursor;
        }
        return this;
    }

    /** The statement; the limit stands in it, since a plan is made before its parameters. */
    String query(int limit) {
        boolean narrow = !conditions.isEmpty();
        List<String> leading = narrow ? List.of() : columns.stream().sorted().toList();
        String age = narrow ? "created_at + interval '0'" : "created_at";
        List<String> where = new ArrayList<>(conditions);
        if (narrow) {
            columns.forEach(column -> where.add(column + " || '' = :" + column));
        }
        where.add(row(leading, "", age, "payment_no") + " < " + row(leading, ":", BEFORE));
        where.add(row(leading, "", age) + " >= " + row(leading, ":", ":from"));
        String order =
                Stream.concat(leading.stream(), Stream.of(age, "payment_no"))
                        .map(column -> column + " DESC")
                        .collect(Collectors.joining(", "));
        return "SELECT * FROM payment WHERE %s ORDER BY %s LIMIT %d"
                .formatted(String.join(" AND ", where), order, limit);
    }

    private static String row(List<String> leading, String prefix, String... last) {
        return Stream.concat(leading.stream().map(column -> prefix + column), Stream.of(last))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("heard", before.heard());
        all.put("number", before.number());
        all.put("from", from);
        return all;
    }
}
