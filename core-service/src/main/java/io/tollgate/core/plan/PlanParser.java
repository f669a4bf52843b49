package io.tollgate.core.plan;

import io.tollgate.core.plan.YamlReader.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the {@code plans} part of a catalogue: names, prices and one limit per resource. */
final class PlanParser {

    private static final Set<String> KEYS = Set.of("prices", "former_prices", "limits");

    private final YamlReader yaml;
    private final Map<String, Resource> resources = new HashMap<>();
    private final Map<String, String> planByPrice = new HashMap<>();

    PlanParser(YamlReader yaml, List<Resource> resources) {
        this.yaml = yaml;
        resources.forEach(resource -> this.resources.put(resource.name(), resource));
    }

    List<Plan> plans(Node node) {
        List<Plan> plans = new ArrayList<>();
        yaml.mapping(node, "plans")
                .forEach((name, entry) -> plans.add(plan(name, plans.size(), entry)));
        if (plans.isEmpty()) {
            yaml.refuse(node, "at least one plan is needed");
        }
        return plans;
    }

    private Plan plan(String name, int rank, Entry entry) {
        Map<String, Entry> parts = yaml.mapping(entry.value(), "plan '" + name + "'");
        parts.forEach(
                (key, part) -> {
                    if (!KEYS.contains(key)) {
                        yaml.refuse(part.key(), "unknown key '" + key + "'");
                    }
                });
        Entry prices = parts.get("prices");
        Entry former = parts.get("former_prices");
        Entry limits = parts.get("limits");
        if (prices == null) {
            yaml.refuse(entry.key(), "plan '" + name + "' lacks 'prices' (it may be [])");
        }
        if (limits == null) {
            yaml.refuse(entry.key(), "plan '" + name + "' lacks 'limits'");
        }
        return new Plan(
                name,
                rank,
                prices == null ? List.of() : prices(name, prices.value()),
                former == null ? List.of() : prices(name, former.value()),
                limits == null ? Map.of() : limits(name, limits));
    }

    private List<String> prices(String plan, Node node) {
        List<String> prices = new ArrayList<>();
        for (Node item : yaml.list(node, "prices")) {
            String price = yaml.text(item, "a price id");
            if (price == null) {
                continue;
            }
            String other = planByPrice.putIfAbsent(price, plan);
            if (other == null) {
                prices.add(price);
            } else {
                yaml.refuse(item, "price '" + price + "' already belongs to plan '" + other + "'");
            }
        }
        return prices;
    }

    private Map<String, PlanLimit> limits(String plan, Entry entry) {
        Map<String, PlanLimit> limits = new HashMap<>();
        Map<String, Entry> parts = yaml.mapping(entry.value(), "limits");
        parts.forEach(
                (name, part) -> {
                    Resource resource = resources.get(name);
                    if (resource == null) {
                        yaml.refuse(part.key(), "'" + name + "' is not one of the resources");
                        return;
                    }
                    PlanLimit limit = new LimitParser(yaml, resource).limit(part.value());
                    if (limit != null) {
                        limits.put(name, limit);
                    }
                });
        for (String name : resources.keySet()) {
            if (!parts.containsKey(name)) {
                yaml.refuse(entry.key(), "plan '" + plan + "' lacks a limit for '" + name + "'");
            }
        }
        return limits;
    }
}
