package io.tollgate.local.standin.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of one call, or of one nested object in it. A value that is not of the wanted kind
 * is refused as Stripe refuses it; an empty value asks for a field to be cleared.
 */
public final class Params {

    private final ObjectNode tree;
    private final Map<String, String> pairs;
    private final String prefix;

    private Params(ObjectNode tree, Map<String, String> pairs, String prefix) {
        this.tree = tree;
        this.pairs = pairs;
        this.prefix = prefix;
    }

    /** Reads a query string and a body. */
    public static Params parse(String query, String body) {
        Form form = Form.parse(query, body);
        return new Params(form.tree(), form.pairs(), "");
    }

    /** The same as if they had been sent, by their full names. */
    public static Params of(Map<String, String> named) {
        String body =
                named.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return parse("", body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As they were given, every value a text; for handing on what is not looked at now. */
    public ObjectNode json() {
        return tree.deepCopy();
    }

    /**
     * Refuses everything else. A pattern is a name as Stripe's documentation writes it, with {@code
     * []} for any index and {@code [*]} for any key.
     */
    public void allowOnly(Collection<String> patterns) {
        for (String name : pairs.keySet()) {
            String shape = name.replaceAll("\\[\\d*]", "[]");
            String open = shape.replaceFirst("\\[[^\\[\\]]*]$", "[*]");
            // An empty value for a whole object or list clears it.
            boolean clears = pairs.getOrDefault(name, "").isEmpty() && startsOne(patterns, shape);
            if (!patterns.contains(shape) && !patterns.contains(open) && !clears) {
                throw Refusal.unknownParam(name);
            }
        }
    }

    private static boolean startsOne(Collection<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.startsWith(name + "["));
    }

    /** What tells two calls apart when they share an idempotency key. */
    public String fingerprint() {
        return pairs.toString();
    }

    /** The names given at this level. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean has(String name) {
        return tree.has(name);
    }

    /** Whether it was given, and empty. */
    public boolean clears(String name) {
        return tree.path(name).isTextual() && tree.path(name).asText().isEmpty();
    }

    /** The value, unless it is absent or empty. */
    public Optional<String> text(String name) {
        JsonNode value = tree.path(name);
        if (value.isObject()) {
            throw Refusal.invalid("Invalid string: {...}", full(name));
        }
        return Optional.of(value.asText("")).filter(text -> !text.isEmpty());
    }

    public String need(String name) {
        return text(name).orElseThrow(() -> Refusal.missing(full(name)));
    }

    /** A whole number. */
    public Optional<Long> number(String name) {
        return text(name)
                .map(
                        text -> {
                            if (!text.matches("-?\\d{1,18}")) {
                                throw Refusal.invalid(
                                        "Invalid integer: " + text,
                                        full(name),
                                        "parameter_invalid_integer");
                            }
                            return Long.parseLong(text);
                        });
    }

    public Optional<Boolean> flag(String name) {
        return text(name)
                .map(
                        text -> {
                            if (!text.equals("true") && !text.equals("false")) {
                                throw Refusal.invalid("Invalid boolean: " + text, full(name));
                            }
                            return text.equals("true");
                        });
    }

    /** One of a closed list of words. */
    public Optional<String> oneOf(String name, String... words) {
        Optional<String> given = text(name);
        if (given.isPresent() && !List.of(words).contains(given.get())) {
            throw Refusal.invalid(
                    "Invalid %s: must be one of %s".formatted(full(name), String.join(", ", words)),
                    full(name));
        }
        return given;
    }

    /** A nested object; an absent one has no names. */
    public Params nested(String name) {
        ObjectNode inner = tree.path(name) instanceof ObjectNode object ? object : Json.object();
        return new Params(inner, pairs, full(name));
    }

    public boolean isNested(String name) {
        return tree.path(name).isObject();
    }

    /** A list of objects. */
    public List<Params> list(String name) {
        Params list = nested(name);
        return list.names().stream().map(list::nested).toList();
    }

    /** A list of words. */
    public List<String> words(String name) {
        Params list = nested(name);
        return list.names().stream().map(list::need).toList();
    }

    /** Keys and values as given; an empty value means that the key is to go. */
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        nested(name)
                .tree
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** A name of this level as Stripe writes it in {@code param}. */
    public String full(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }
}
