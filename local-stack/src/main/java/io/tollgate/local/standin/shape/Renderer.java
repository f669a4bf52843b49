package io.tollgate.local.standin.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Shows an object in a version: adds what older versions had, takes out what they did not, cuts
 * long lists, and leaves out the stand-in's own fields, which begin with an underscore.
 */
public final class Renderer {

    /** Lists inside an object show this many elements and say that there are more. */
    static final int MAX_NESTED = 10;

    private final FieldHistory history = FieldHistory.load();
    private final OlderFields older;

    /**
     * A renderer.
     *
     * @param price finds a price by its id: older invoice lines show the whole price
     */
    public Renderer(Function<String, ObjectNode> price) {
        this.older = new OlderFields(price);
    }

    /** A copy in the shape of a version. */
    public ObjectNode render(ObjectNode newest, StripeVersion version) {
        ObjectNode copy = newest.deepCopy();
        shape(copy, version);
        return copy;
    }

    /** A page of a list call: its elements are in shape already, and none is left out. */
    public static ObjectNode list(String url, List<ObjectNode> elements, boolean hasMore) {
        ObjectNode list = Json.object().put("object", "list");
        list.putArray("data").addAll(elements);
        return list.put("has_more", hasMore).put("url", url);
    }

    /** What an update replaced: only what differs, nested objects in part, lists as a whole. */
    public static ObjectNode previousAttributes(ObjectNode before, ObjectNode after) {
        ObjectNode previous = Json.object();
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            JsonNode was = field.getValue();
            JsonNode is = after.get(field.getKey());
            if (was.equals(is)) {
                continue;
            }
            if (was instanceof ObjectNode old && is instanceof ObjectNode now) {
                previous.set(field.getKey(), previousAttributes(old, now));
            } else {
                previous.set(field.getKey(), was);
            }
        }
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            if (!before.has(field.getKey())) {
                previous.putNull(field.getKey());
            }
        }
        return previous;
    }

    private void shape(ObjectNode node, StripeVersion version) {
        String object = node.path("object").asText();
        if (version.isBeforeBasil()) {
            older.add(node, object, version);
        }
        history.trim(node, object, version);
        node.remove(
                node.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.startsWith("_"))
                        .toList());
        for (JsonNode child : node) {
            shapeAny(child, version);
        }
    }

    private void shapeAny(JsonNode child, StripeVersion version) {
        if (child instanceof ObjectNode object) {
            if (object.path("object").asText().equals("list")) {
                cut(object);
            }
            shape(object, version);
        } else if (child instanceof ArrayNode array) {
            array.forEach(element -> shapeAny(element, version));
        }
    }

    private static void cut(ObjectNode list) {
        if (list.get("data") instanceof ArrayNode data && data.size() > MAX_NESTED) {
            while (data.size() > MAX_NESTED) {
                data.remove(data.size() - 1);
            }
            list.put("has_more", true);
        }
    }
}
