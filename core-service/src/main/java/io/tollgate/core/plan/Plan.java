package io.tollgate.core.plan;

import java.util.List;
import java.util.Map;

/**
 * A plan users can be on.
 *
 * @param name its name, stable across catalogue versions
 * @param rank its place in the catalogue: a higher one is better
 * @param prices the Stripe price ids that buy it
 * @param formerPrices those that did: who pays one has the plan, and nobody can choose it
 * @param limits one for each resource of the catalogue
 */
public record Plan(
        String name,
        int rank,
        List<String> prices,
        List<String> formerPrices,
        Map<String, PlanLimit> limits) {

    public Plan {
        prices = List.copyOf(prices);
        formerPrices = List.copyOf(formerPrices);
        limits = Map.copyOf(limits);
    }

    /**
     * What it says about a resource. One that has left the catalogue since somebody took of it is
     * no longer limited: doubt takes nothing away.
     */
    public PlanLimit limit(String resource) {
        return limits.getOrDefault(resource, PlanLimit.hard(new Limit.Unlimited()));
    }
}
