package io.tollgate.core.plan;

import io.tollgate.core.plan.YamlReader.Entry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads one limit: a single word or number, or a mapping such as {@code {limit: 10, per_seat:
 * true}} or {@code {limit: 100 GiB, soft: true}}.
 */
final class LimitParser {

    private static final Set<String> KEYS = Set.of("limit", "soft", "per_seat");

    private final YamlReader yaml;
    private final Resource resource;

    LimitParser(YamlReader yaml, Resource resource) {
        this.yaml = yaml;
        this.resource = resource;
    }

    @Nullable PlanLimit limit(Node node) {
        if (!(node instanceof MappingNode)) {
            Limit limit = scalar(node);
            return limit == null ? null : PlanLimit.hard(limit);
        }
        Map<String, Entry> parts = yaml.mapping(node, "the limit of " + resource.name());
        parts.forEach(
                (key, part) -> {
                    if (!KEYS.contains(key)) {
                        yaml.refuse(part.key(), "unknown key '" + key + "'");
                    }
                });
        Entry amount = parts.get("limit");
        if (amount == null) {
            yaml.refuse(node, "a limit must be a single word or number, or a mapping with 'limit'");
            return null;
        }
        boolean soft = flag(parts.get("soft"));
        boolean perSeat = flag(parts.get("per_seat"));
        Limit limit = scalar(amount.value());
        if (limit != null && (soft || perSeat) && !(limit instanceof Limit.AtMost)) {
            yaml.refuse(node, "only a number can be soft or per_seat");
        }
        return limit == null ? null : new PlanLimit(limit, soft, perSeat);
    }

    private boolean flag(@Nullable Entry entry) {
        String word = entry == null ? null : yaml.text(entry.value(), "true or false");
        if (entry != null && word != null && !word.equals("true") && !word.equals("false")) {
            yaml.refuse(entry.value(), "must be true or false, not '" + word + "'");
        }
        return "true".equals(word);
    }

    private @Nullable Limit scalar(Node node) {
        String text = yaml.text(node, "a limit");
        if (text == null) {
            return null;
        }
        Limit limit = LimitText.parse(text, resource.unit());
        if (limit == null) {
            yaml.refuse(
                    node, "'" + text + "' is not a limit: " + LimitText.expected(resource.unit()));
        }
        return limit;
    }
}
