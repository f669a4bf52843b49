package io.tollgate.billing.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The few fields of an event that its envelope needs. The whole body is read through, so what is no
 * JSON is found, but nothing else is kept: this runs before every answer, and building the tree of
 * a 5 KB event costs more than all the rest of taking it.
 */
final class Outline {

    private static final Set<String> EVENT =
            Set.of("id", "object", "type", "api_version", "created", "livemode", "account", "data");

    private static final Set<String> DATA = Set.of("object");

    private static final Set<String> OBJECT =
            Set.of("id", "subscription", "payment_intent", "charge", "parent", "lines");

    private static final JsonMapper MAPPER =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(StripeJson.MAX_DEPTH)
                                            .build())
                            .build());

    private Outline() {}

    /** The outline; empty if the bytes are not one JSON object in UTF-8. */
    static Optional<JsonNode> read(byte[] body) {
        if (!startsLikeAnObject(body)) {
            return Optional.empty();
        }
        try (JsonParser parser = MAPPER.createParser(body)) {
            parser.nextToken();
            ObjectNode event = object(parser, EVENT);
            return parser.nextToken() == null ? Optional.of(event) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code data} and its {@code object}; every other wanted field is kept whole. */
    private static boolean isOutlined(Set<String> parent, String name) {
        return parent == DATA || (parent == EVENT && name.equals("data"));
    }

    /** The parser would take a byte order mark, UTF-16 and UTF-32 too; Stripe sends none. */
    private static boolean startsLikeAnObject(byte[] body) {
        int at = 0;
        while (at < body.length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r')) {
            at++;
        }
        return at + 1 < body.length && body[at] == '{' && body[at + 1] != 0;
    }

    private static ObjectNode object(JsonParser parser, Set<String> wanted) throws IOException {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!wanted.contains(name)) {
                parser.skipChildren();
                continue;
            }
            JsonNode node =
                    value == JsonToken.START_OBJECT && isOutlined(wanted, name)
                            ? object(parser, wanted == EVENT ? DATA : OBJECT)
                            : MAPPER.readTree(parser);
            if (kept.replace(name, node) != null) {
                // The id that is deduplicated and the one that is processed could differ.
                throw new JsonParseException(parser, "repeated key");
            }
        }
        return kept;
    }
}
