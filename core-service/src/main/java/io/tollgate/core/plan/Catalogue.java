package io.tollgate.core.plan;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is for sale and what it is worth: the plans from worst to best, the resources they limit,
 * and how long each status gives access. It comes from one checked file; another text is another
 * catalogue, told apart by its hash.
 */
public final class Catalogue {

    private final String text;
    private final String hash;
    private final List<Resource> resources;
    private final Map<String, Plan> plansByName = new HashMap<>();
    private final Map<String, Plan> plansByPrice = new HashMap<>();
    private final Plan defaultPlan;
    private final Map<String, Product> products;
    private final Access access;

    /**
     * What can be bought.
     *
     * @param plans from the worst to the best
     * @param defaultPlan the name of the plan of everybody without a subscription
     * @param products what is sold once, by sku
     */
    record Sale(List<Plan> plans, String defaultPlan, Map<String, Product> products) {

        Sale {
            plans = List.copyOf(plans);
            products = Map.copyOf(products);
        }
    }

    /**
     * How long a status gives access.
     *
     * @param rules one for every status
     * @param renewalLeeway after the end of an auto-renewing period
     * @param pastDueGrace after the last paid period
     */
    public record Access(
            Map<SubscriptionStatus, AccessRule> rules,
            Duration renewalLeeway,
            Duration pastDueGrace) {

        public Access {
            rules = Map.copyOf(rules);
        }

        /** The rule for a status. */
        public AccessRule rule(SubscriptionStatus status) {
            return rules.getOrDefault(status, AccessRule.NO_ACCESS);
        }
    }

    Catalogue(String text, List<Resource> resources, Sale sale, Access access) {
        this.text = text;
        this.hash = CatalogueHash.of(text);
        this.resources = List.copyOf(resources);
        for (Plan plan : sale.plans()) {
            plansByName.put(plan.name(), plan);
            plan.prices().forEach(price -> plansByPrice.put(price, plan));
            plan.formerPrices().forEach(price -> plansByPrice.put(price, plan));
        }
        this.defaultPlan = plan(sale.defaultPlan()).orElseThrow();
        this.products = sale.products();
        this.access = access;
    }

    /** The text it was read from. */
    String text() {
        return text;
    }

    /** Which version of the catalogue it is. */
    public String hash() {
        return hash;
    }

    /** The resources, in the order of the file. */
    public List<Resource> resources() {
        return resources;
    }

    /** The resource of that name, if the plans limit it. */
    public Optional<Resource> resource(String name) {
        return resources.stream().filter(resource -> resource.name().equals(name)).findFirst();
    }

    /** The plans, from the worst to the best. */
    List<Plan> plans() {
        return plansByName.values().stream().sorted(Comparator.comparingInt(Plan::rank)).toList();
    }

    /** The plan of that name, if there still is one. */
    public Optional<Plan> plan(String name) {
        return Optional.ofNullable(plansByName.get(name));
    }

    /** The plan a Stripe price buys. */
    public Optional<Plan> planOfPrice(String priceId) {
        return Optional.ofNullable(plansByPrice.get(priceId));
    }

    /** The plan of everybody without access by a subscription. */
    public Plan defaultPlan() {
        return defaultPlan;
    }

    /** The product of that sku, if it is for sale. */
    public Optional<Product> product(String sku) {
        return Optional.ofNullable(products.get(sku));
    }

    /** How long each status gives access. */
    public Access access() {
        return access;
    }
}
