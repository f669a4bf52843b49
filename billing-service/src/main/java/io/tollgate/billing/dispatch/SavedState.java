package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.contracts.Json;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A lane's last state as it is kept in the database. */
final class SavedState {

    private static final Logger LOG = Logger.getLogger(SavedState.class);

    private final ObjectMapper json = Json.newMapper();

    @Nullable Snapshot read(@Nullable String state) {
        try {
            return state == null ? null : json.readValue(state, Snapshot.class);
        } catch (JsonProcessingException e) {
            // Written by a newer version of this service: the kept events are what counts.
            LOG.warnf("saved state unreadable, deciding from kept events only");
            return null;
        }
    }

    String write(Snapshot state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot is always writable", e);
        }
    }
}
