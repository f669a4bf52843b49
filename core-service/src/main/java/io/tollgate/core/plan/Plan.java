package io.tollgate.core.plan;

import java.util.List;
import java.util.Map;

/**
 * A plan users can be on.
 *
 * @param name its name, stable across catalogue versions
 * @param rank its place in the catalogue: a higher one is better
 * @param prices the Stripe price ids that buy it
 * @param limits one for each resource of the catalogue
 */
public record Plan(String name, int rank, List<String> prices, Map<String, Limit> limits) {

    public Plan {
        prices = List.copyOf(prices);
        limits = Map.copyOf(limits);
    }

    /** The limit for a resource the catalogue declares. */
    public Limit limit(String resource) {
        Limit limit = limits.get(resource);
        if (limit == null) {
            throw new IllegalArgumentException("not a resource of the catalogue: " + resource);
        }
        return limit;
    }
}
