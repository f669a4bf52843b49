package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A lane's last state as it is kept in the database. */
final class SavedState {

    private static final Logger LOG = Logger.getLogger(SavedState.class);

    private static final ObjectMapper JSON = Json.newMapper();

    private SavedState() {}

    static <T> @Nullable T read(@Nullable String state, Class<T> type) {
        try {
            return state == null ? null : JSON.readValue(state, type);
        } catch (JsonProcessingException e) {
            // Written by a newer version of this service: the kept events are what counts.
            LOG.warnf("saved state unreadable, deciding from kept events only");
            return null;
        }
    }

    static String write(Object state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot is always writable", e);
        }
    }
}
