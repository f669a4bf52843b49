package io.tollgate.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service answered.
 *
 * @param status the HTTP status
 * @param body its JSON; a missing node if there was none
 */
public record Answer(int status, JsonNode body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
