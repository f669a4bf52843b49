package io.tollgate.billing.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way a Stripe body is parsed. A repeated key is an error: otherwise the id that was
 * deduplicated and the id that is processed could differ.
 */
public final class StripeJson {

    /** Stripe's objects nest about 15 deep; the limit only stops an attack. */
    static final int MAX_DEPTH = 200;

    private static final ObjectReader READER =
            new JsonMapper(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StripeJson() {}

    /** The JSON object in these bytes; empty if they are not UTF-8, not JSON or no object. */
    public static Optional<JsonNode> parse(byte[] body) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            JsonNode node = READER.readValue(text);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (CharacterCodingException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The id in an expandable field: the string itself, or the expanded object's id. */
    public static @Nullable String ref(JsonNode field) {
        return id(field.isObject() ? field.path("id") : field);
    }

    /** A string that can be a key: not blank, at most 255 characters, none of them a control. */
    public static @Nullable String id(JsonNode field) {
        if (!field.isTextual()) {
            return null;
        }
        String text = field.textValue();
        boolean usable =
                !text.isBlank()
                        && text.length() <= 255
                        && text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)
                        && !hasLoneSurrogate(text);
        return usable ? text : null;
    }

    private static boolean hasLoneSurrogate(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Unix seconds in the range a timestamp can have; null for anything else. */
    public static @Nullable Long seconds(JsonNode field) {
        if (!field.isIntegralNumber() || !field.canConvertToLong()) {
            return null;
        }
        long value = field.longValue();
        return value >= 0 && value <= 253_402_300_799L ? (Long) value : null;
    }
}
