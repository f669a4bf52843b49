package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields of JSON objects by their paths, with every kind of value each was seen with. */
final class Fields {

    private final Map<String, Set<JsonNodeType>> kinds = new TreeMap<>();

    static Fields of(JsonNode object) {
        Fields fields = new Fields();
        fields.add(object);
        return fields;
    }

    void add(JsonNode object) {
        walk(object, "");
    }

    boolean isEmpty() {
        return kinds.isEmpty();
    }

    int size() {
        return kinds.size();
    }

    /** What is here and not there; nothing can be told below what is always null there. */
    List<String> differencesFrom(Fields others, Set<String> exceptions) {
        List<String> differences = new ArrayList<>();
        kinds.forEach(
                (path, mine) -> {
                    if (exceptions.stream().noneMatch(it -> covers(it, path))
                            && !others.isOpenAbove(path)) {
                        compare(path, mine, others, differences);
                    }
                });
        return differences;
    }

    /** An exception may end in a star. */
    private static boolean covers(String exception, String path) {
        return exception.endsWith("*")
                ? path.startsWith(exception.substring(0, exception.length() - 1))
                : exception.equals(path);
    }

    private static void compare(
            String path, Set<JsonNodeType> mine, Fields others, List<String> differences) {
        Set<JsonNodeType> theirs = others.kinds.get(path);
        if (theirs == null) {
            differences.add(path + " is in no real event");
            return;
        }
        Set<JsonNodeType> known = EnumSet.copyOf(theirs);
        known.remove(JsonNodeType.NULL);
        boolean fits =
                known.isEmpty()
                        || mine.stream()
                                .allMatch(it -> it == JsonNodeType.NULL || known.contains(it));
        if (!fits) {
            differences.add(path + " is " + mine + ", but in real events " + known);
        }
    }

    /** Whether something above a path is null or an empty list in all of these. */
    private boolean isOpenAbove(String path) {
        int dot = path.lastIndexOf('.');
        if (path.endsWith("[]")) {
            String list = path.substring(0, path.length() - 2);
            return !kinds.containsKey(path) && kinds.containsKey(list) || isOpenAbove(list);
        }
        if (dot < 0) {
            return false;
        }
        String parent = path.substring(0, dot);
        Set<JsonNodeType> above = kinds.get(parent);
        return above != null && above.equals(EnumSet.of(JsonNodeType.NULL)) || isOpenAbove(parent);
    }

    private void walk(JsonNode node, String path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                see(below, field.getValue());
            }
        } else if (node.isArray()) {
            node.forEach(element -> see(path + "[]", element));
        }
    }

    private void see(String path, JsonNode value) {
        kinds.computeIfAbsent(path, unused -> EnumSet.noneOf(JsonNodeType.class))
                .add(value.getNodeType());
        walk(value, path);
    }
}
