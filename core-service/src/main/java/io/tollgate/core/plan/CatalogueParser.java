package io.tollgate.core.plan;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue.Access;
import io.tollgate.core.plan.YamlReader.Entry;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Turns the text of a catalogue file into a catalogue, or into everything wrong with it. */
final class CatalogueParser {

    private static final Set<String> KEYS =
            Set.of(
                    "resources",
                    "plans",
                    "default_plan",
                    "products",
                    "status_policy",
                    "renewal_leeway",
                    "past_due_grace");

    /** Longer than this is no leeway any more but a gift. */
    private static final Duration MAX_LEEWAY = Duration.ofDays(90);

    /** It stands in addresses, ledgers and metrics. */
    private static final Pattern RESOURCE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final YamlReader yaml = new YamlReader();
    private final String text;

    private CatalogueParser(String text) {
        this.text = text;
    }

    static CatalogueResult parse(String text) {
        return new CatalogueParser(text).read();
    }

    private CatalogueResult read() {
        Node root = yaml.compose(text);
        Catalogue catalogue = root == null ? null : catalogue(root);
        List<CatalogueError> errors = yaml.errors();
        return catalogue == null || !errors.isEmpty()
                ? new CatalogueResult.Invalid(errors)
                : new CatalogueResult.Valid(catalogue);
    }

    private @Nullable Catalogue catalogue(Node root) {
        Map<String, Entry> top = yaml.mapping(root, "the catalogue");
        refuseUnknown(top, KEYS);
        Entry resourcesEntry = required(top, "resources", root);
        Entry plansEntry = required(top, "plans", root);
        Entry defaultEntry = required(top, "default_plan", root);
        Access access =
                new Access(
                        rules(required(top, "status_policy", root)),
                        leeway(required(top, "renewal_leeway", root)),
                        leeway(required(top, "past_due_grace", root)));
        if (resourcesEntry == null || plansEntry == null) {
            return null;
        }
        List<Resource> resources = resources(resourcesEntry.value());
        List<Plan> plans = new PlanParser(yaml, resources).plans(plansEntry.value());
        String defaultPlan = defaultEntry == null ? null : defaultPlan(defaultEntry.value(), plans);
        Map<String, Product> products = new ProductParser(yaml).products(top.get("products"));
        return defaultPlan == null || !yaml.errors().isEmpty()
                ? null
                : new Catalogue(
                        text, resources, new Catalogue.Sale(plans, defaultPlan, products), access);
    }

    private @Nullable Entry required(Map<String, Entry> top, String key, Node root) {
        Entry entry = top.get(key);
        if (entry == null) {
            yaml.refuse(root, "'" + key + "' is missing");
        }
        return entry;
    }

    private void refuseUnknown(Map<String, Entry> entries, Set<String> known) {
        entries.forEach(
                (name, entry) -> {
                    if (!known.contains(name)) {
                        yaml.refuse(entry.key(), "unknown key '" + name + "'");
                    }
                });
    }

    private List<Resource> resources(Node node) {
        List<Resource> resources = new ArrayList<>();
        yaml.mapping(node, "resources")
                .forEach(
                        (name, entry) -> {
                            if (!RESOURCE_NAME.matcher(name).matches()) {
                                yaml.refuse(
                                        entry.key(),
                                        "the name of a resource has 1 to 64 letters, digits, '_',"
                                                + " '.' or '-', unlike '"
                                                + name
                                                + "'");
                            }
                            String unit = yaml.text(entry.value(), "the unit of " + name);
                            switch (unit) {
                                case null -> {}
                                case "count" ->
                                        resources.add(new Resource(name, Resource.Unit.COUNT));
                                case "bytes" ->
                                        resources.add(new Resource(name, Resource.Unit.BYTES));
                                case "feature" ->
                                        resources.add(new Resource(name, Resource.Unit.FEATURE));
                                default ->
                                        yaml.refuse(
                                                entry.value(),
                                                "the unit must be count, bytes or feature, not '"
                                                        + unit
                                                        + "'");
                            }
                        });
        if (resources.isEmpty()) {
            yaml.refuse(node, "at least one resource is needed");
        }
        return resources;
    }

    private @Nullable String defaultPlan(Node node, List<Plan> plans) {
        String name = yaml.text(node, "default_plan");
        if (name == null || plans.stream().anyMatch(plan -> plan.name().equals(name))) {
            return name;
        }
        yaml.refuse(node, "default_plan '" + name + "' is not one of the plans");
        return null;
    }

    private Map<SubscriptionStatus, AccessRule> rules(@Nullable Entry policy) {
        Map<SubscriptionStatus, AccessRule> rules = new EnumMap<>(SubscriptionStatus.class);
        if (policy == null) {
            return rules;
        }
        Map<String, Entry> entries = yaml.mapping(policy.value(), "status_policy");
        entries.forEach(
                (word, entry) ->
                        SubscriptionStatus.find(word)
                                .ifPresentOrElse(
                                        status -> rules.put(status, rule(entry.value())),
                                        () ->
                                                yaml.refuse(
                                                        entry.key(),
                                                        "unknown status '" + word + "'")));
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            if (!entries.containsKey(status.wire())) {
                yaml.refuse(policy.key(), "status_policy lacks '" + status.wire() + "'");
            }
        }
        return rules;
    }

    private AccessRule rule(Node node) {
        String word = yaml.text(node, "an access rule");
        for (AccessRule rule : AccessRule.values()) {
            if (rule.word().equals(word)) {
                return rule;
            }
        }
        if (word != null) {
            String known =
                    Arrays.stream(AccessRule.values())
                            .map(AccessRule::word)
                            .collect(Collectors.joining(", "));
            yaml.refuse(node, "unknown access rule '" + word + "', expected one of " + known);
        }
        return AccessRule.NO_ACCESS;
    }

    private Duration leeway(@Nullable Entry entry) {
        String text = entry == null ? null : yaml.text(entry.value(), "a duration");
        if (entry == null || text == null) {
            return Duration.ZERO;
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(MAX_LEEWAY) <= 0) {
                return duration;
            }
            yaml.refuse(entry.value(), "must be from PT0S to P90D, not '" + text + "'");
        } catch (DateTimeParseException e) {
            yaml.refuse(entry.value(), "'" + text + "' is not a duration such as P4D or PT12H");
        }
        return Duration.ZERO;
    }
}
