package io.tollgate.core.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that jsonb columns hold: the same dialect as on the wire. */
final class StateJson {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private StateJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A state as the change log keeps it. */
    static SubscriptionState readState(String json) {
        try {
            return MAPPER.readValue(json, SubscriptionState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logged state cannot be read", e);
        }
    }

    /** An update as the change log keeps it. */
    static SubscriptionUpdate readUpdate(String json) {
        try {
            return MAPPER.readValue(json, SubscriptionUpdate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logged update cannot be read", e);
        }
    }

    static List<Item> readItems(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return MAPPER.readValue(json, new TypeReference<List<Item>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("subscription.items is not a list of items", e);
        }
    }
}
