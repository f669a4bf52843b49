package io.tollgate.billing.console.page;

import io.tollgate.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on: older entries by the number or word of the last one shown.
 *
 * @param first the address of the first page; null on it
 * @param next the address of the next page; null on the last
 */
public record Pager(@Nullable String first, @Nullable String next) {

    /** Rows of one page of any list. */
    public static final int SIZE = 50;

    /**
     * The pager of a list.
     *
     * @param path the list's address
     * @param filters what it is filtered by; null and empty values are left out
     * @param at where this page begins; null for the first
     * @param next where the next one begins; null on the last
     */
    public static Pager of(
            String path,
            Map<String, @Nullable String> filters,
            @Nullable String at,
            @Nullable String next) {
        return new Pager(
                at == null ? null : address(path, filters, null),
                next == null ? null : address(path, filters, next));
    }

    private static String address(
            String path, Map<String, @Nullable String> filters, @Nullable String at) {
        Map<String, @Nullable String> all = new LinkedHashMap<>(filters);
        all.put("at", at);
        List<String> query = new ArrayList<>();
        all.forEach(
                (name, value) -> {
                    if (value != null && !value.isBlank()) {
                        query.add(name + "=" + Pages.encoded(value));
                    }
                });
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** A filter as a form sends it: null for nothing chosen. */
    public static @Nullable String filter(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The number a page begins at.
     *
     * @throws ProblemException if it is none
     */
    public static @Nullable Long number(@Nullable String at) {
        if (at == null || at.isBlank()) {
            return null;
        }
        if (!at.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid("at", "is not a whole number");
        }
        return Long.valueOf(at);
    }
}
