package io.tollgate.billing.console.payment;

import io.tollgate.billing.console.lookup.Moments;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.contracts.problem.FieldChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which payments are wanted, as it was typed; empty means any.
 *
 * @param user the product's user
 * @param order its number or reference
 * @param status Stripe's word
 * @param currency three letters
 * @param review {@code true} for those under review
 * @param from the first day
 * @param to the last day
 */
public record PaymentFilter(
        String user,
        String order,
        String status,
        String currency,
        String review,
        String from,
        String to) {

    /** Stripe's words for a payment intent, and core's for one it has heard nothing of. */
    private static final List<String> STATUSES =
            List.of(
                    "succeeded",
                    "processing",
                    "requires_payment_method",
                    "requires_confirmation",
                    "requires_action",
                    "requires_capture",
                    "canceled",
                    "opened");

    static PaymentFilter of(Map<String, List<String>> query) {
        return new PaymentFilter(
                text(query, "user"),
                text(query, "order"),
                text(query, "status"),
                text(query, "currency").toLowerCase(Locale.ROOT),
                text(query, "review"),
                text(query, "from"),
                text(query, "to"));
    }

    private static String text(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst().strip();
    }

    /** What can be chosen, with what was. */
    public List<String> statuses() {
        List<String> statuses = new ArrayList<>(STATUSES);
        if (!status.isEmpty() && !statuses.contains(status)) {
            statuses.add(status);
        }
        return statuses;
    }

    /** Whether anything is asked for. */
    public boolean isAny() {
        return filters().values().stream().anyMatch(value -> value != null && !value.isEmpty());
    }

    /** What is wrong with it; empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!currency.matches("([a-z]{3})?")) {
            problems.add("A currency has three letters.");
        }
        for (String day : List.of(from, to)) {
            if (!day.isEmpty() && Moments.day(day) == null) {
                problems.add("A day has to be like 2026-03-01.");
            }
        }
        for (String id : List.of(user, order, status)) {
            FieldChecks checks = new FieldChecks();
            checks.optionalText("id", orNull(id));
            if (!checks.isClean()) {
                problems.add("No user, order or status is written like this.");
            }
        }
        return problems;
    }

    /** As core takes it; only of one without problems. */
    CorePayments.Wanted wanted() {
        return new CorePayments.Wanted(
                orNull(user),
                orNull(order),
                orNull(status),
                orNull(currency),
                review.equals("true"),
                seconds(Moments.day(from)),
                seconds(Moments.endOfDay(to)));
    }

    /** As addresses have it. */
    Map<String, @Nullable String> filters() {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("user", user);
        filters.put("order", order);
        filters.put("status", status);
        filters.put("currency", currency);
        filters.put("review", review);
        filters.put("from", from);
        filters.put("to", to);
        return filters;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : (Long) Math.max(0, time.getEpochSecond());
    }
}
