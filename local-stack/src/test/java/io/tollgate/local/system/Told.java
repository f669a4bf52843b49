package io.tollgate.local.system;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service answered, with what a caller who is told to wait needs.
 *
 * @param status the HTTP status
 * @param body its JSON
 * @param retryAfter the header; empty if there is none
 */
record Told(int status, JsonNode body, String retryAfter) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The status, the problem's code, and whether it says when to come back, in one line. */
    String problem() {
        String code = body.path("code").asText();
        return status + " " + code + (retryAfter.isEmpty() ? "" : " with Retry-After");
    }

    /** A secret; only the order's own user may get it. */
    String secret() {
        return body.path("client_secret").asText();
    }

    String intent() {
        return body.path("payment_intent_id").asText();
    }

    /** Without the body, which may hold a secret. */
    @Override
    public String toString() {
        return isSuccess() ? Integer.toString(status) : problem();
    }
}
