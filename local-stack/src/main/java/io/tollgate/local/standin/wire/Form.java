package io.tollgate.local.standin.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Form-encoded parameters as Stripe nests them: {@code items[0][price]=…}, {@code expand[]=…}. A
 * list is kept as an object whose keys are its indexes.
 */
final class Form {

    /** Far more than any call has; a limit on what a broken client can make us keep. */
    private static final int MAX_PARAMETERS = 2_000;

    private static final Pattern STEP = Pattern.compile("\\[([^\\[\\]]*)]");

    private final ObjectNode tree = Json.object();
    private final Map<String, String> pairs = new LinkedHashMap<>();

    /** Query string and body count alike. */
    static Form parse(String... encoded) {
        Form form = new Form();
        for (String part : encoded) {
            for (String pair : part.split("&", -1)) {
                if (!pair.isEmpty()) {
                    form.add(pair);
                }
            }
        }
        return form;
    }

    ObjectNode tree() {
        return tree;
    }

    /** Every leaf by its full name, as sent. */
    Map<String, String> pairs() {
        return pairs;
    }

    private void add(String pair) {
        if (pairs.size() >= MAX_PARAMETERS) {
            throw Refusal.invalid("Too many parameters.", null);
        }
        String[] sides = pair.split("=", 2);
        String name = decode(sides[0]);
        String value = sides.length == 2 ? decode(sides[1]) : "";
        List<String> path = path(name);
        ObjectNode parent = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            parent = child(parent, step, name);
        }
        String last = key(parent, path.getLast());
        parent.put(last, value);
        pairs.put(name.endsWith("[]") ? name.replaceFirst("\\[]$", "[" + last + "]") : name, value);
    }

    private static ObjectNode child(ObjectNode parent, String step, String name) {
        String key = key(parent, step);
        JsonNode present = parent.get(key);
        if (present == null) {
            return parent.putObject(key);
        }
        if (present instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid("Invalid object", name);
    }

    /** {@code []} means the next index. */
    private static String key(ObjectNode parent, String step) {
        return step.isEmpty() ? Integer.toString(parent.size()) : step;
    }

    private static List<String> path(String name) {
        List<String> path = new ArrayList<>();
        int bracket = name.indexOf('[');
        path.add(bracket < 0 ? name : name.substring(0, bracket));
        if (bracket >= 0) {
            Matcher steps = STEP.matcher(name.substring(bracket));
            while (steps.find()) {
                path.add(steps.group(1));
            }
        }
        return path;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("Invalid form encoding", null);
        }
    }
}
