package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Pages of a list, cut as Stripe cuts them: a cursor is an element, and the page lies right after
 * it or right before it, in the list's own order either way.
 *
 * @param url the list's
 * @param kind what an unknown cursor is called
 */
record Listing<T>(String url, String kind, Function<T, String> id, Function<T, ObjectNode> show) {

    private static final String AFTER = "starting_after";
    private static final String BEFORE = "ending_before";
    private static final String LIMIT = "limit";
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    private static final Set<String> PAGING = Set.of(LIMIT, AFTER, BEFORE);

    private static final Set<String> CREATED =
            Set.of("created", "created[gt]", "created[gte]", "created[lt]", "created[lte]");

    /** The parameters of a list call: these, and its own. */
    static Set<String> params(String... own) {
        Set<String> all = new HashSet<>(PAGING);
        all.addAll(List.of(own));
        return all;
    }

    /** The same for a list that can be narrowed by time. */
    static Set<String> paramsWithCreated(String... own) {
        Set<String> all = params(own);
        all.addAll(CREATED);
        return all;
    }

    /** Whether something was created in the wanted time. */
    static boolean createdFits(long created, Params params) {
        Params range = params.nested("created");
        return (params.isNested("created")
                        || params.number("created").map(at -> created == at).orElse(true))
                && range.number("gt").map(at -> created > at).orElse(true)
                && range.number("gte").map(at -> created >= at).orElse(true)
                && range.number("lt").map(at -> created < at).orElse(true)
                && range.number("lte").map(at -> created <= at).orElse(true);
    }

    /** Whether a field is what the parameter of its name wants. */
    static boolean fits(Doc object, Params params, String field) {
        return params.text(field).map(object.text(field)::equals).orElse(true);
    }

    /** The wanted page of those that fit. */
    ObjectNode page(List<T> all, Predicate<T> fits, Params params) {
        Optional<String> after = params.text(AFTER);
        Optional<String> before = params.text(BEFORE);
        if (after.isPresent() && before.isPresent()) {
            throw Refusal.invalid(
                    "You cannot use `starting_after` and `ending_before` together.", AFTER);
        }
        int limit = limit(params);
        if (before.isPresent()) {
            return before(all.subList(0, position(all, before.get(), BEFORE)), fits, limit);
        }
        int from = after.map(cursor -> position(all, cursor, AFTER) + 1).orElse(0);
        List<T> rest = fitting(all.subList(from, all.size()).stream(), fits, limit + 1);
        return list(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
    }

    private ObjectNode before(List<T> earlier, Predicate<T> fits, int limit) {
        List<T> nearestFirst = fitting(earlier.reversed().stream(), fits, limit + 1);
        List<T> page = nearestFirst.subList(0, Math.min(limit, nearestFirst.size())).reversed();
        return list(page, nearestFirst.size() > limit);
    }

    private static <T> List<T> fitting(Stream<T> all, Predicate<T> fits, int most) {
        return all.filter(fits).limit(most).toList();
    }

    private ObjectNode list(List<T> page, boolean more) {
        return Renderer.list(url, page.stream().map(show).toList(), more);
    }

    private int position(List<T> all, String cursor, String param) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(cursor)) {
                return i;
            }
        }
        throw Refusal.noSuchParam(kind, cursor, param);
    }

    private static int limit(Params params) {
        long limit = params.number(LIMIT).orElse((long) DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            String bound =
                    limit < 1 ? "greater than or equal to 1" : "less than or equal to " + MAX_LIMIT;
            throw Refusal.invalid(
                    "This value must be %s (it currently is '%d').".formatted(bound, limit),
                    LIMIT,
                    "parameter_invalid_integer");
        }
        return (int) limit;
    }
}
