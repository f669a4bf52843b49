package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes out of an event what nobody may read in a view: secrets (an intent's {@code client_secret}
 * stands in its events), links that act as one, and card data.
 */
final class Redaction {

    private static final TextNode REDACTED = TextNode.valueOf("[redacted]");

    private static final Set<String> LINKS =
            Set.of(
                    "hosted_invoice_url",
                    "invoice_pdf",
                    "receipt_url",
                    "url",
                    "hosted_instructions_url");

    private static final Set<String> CARD = Set.of("fingerprint", "iin", "dynamic_last4");

    private Redaction() {}

    /** The same JSON without them; changes the tree it is given. */
    static JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isValueNode() && isSecret(field.getKey(), field.getValue())) {
                    field.setValue(REDACTED);
                } else {
                    of(field.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(Redaction::of);
        }
        return node;
    }

    private static boolean isSecret(String name, JsonNode value) {
        if (!value.isTextual()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean link = LINKS.contains(lower) && !value.textValue().startsWith("/v1/");
        return lower.contains("secret") || link || CARD.contains(lower);
    }
}
