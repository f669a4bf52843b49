package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Refusal;

/**
 * What a call is answered, before headers; it can be replayed.
 *
 * @param requestId of the call that was carried out
 */
record Answer(int status, byte[] body, String requestId) {

    static Answer ok(ObjectNode json, String requestId) {
        return new Answer(200, Json.indented(json), requestId);
    }

    static Answer refused(Refusal refusal, String requestId) {
        ObjectNode body = refusal.body();
        ((ObjectNode) body.get("error"))
                .put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
        return new Answer(refusal.status(), Json.indented(body), requestId);
    }
}
