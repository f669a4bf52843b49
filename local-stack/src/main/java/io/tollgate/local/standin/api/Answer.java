package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Refusal;

/**
 * What a call is answered, before headers; it can be replayed.
 *
 * @param requestId of the call that was carried out
 * @param at the moment whose state it shows, in Unix seconds
 */
record Answer(int status, byte[] body, String requestId, long at) {

    static Answer ok(ObjectNode json, String requestId, long at) {
        return new Answer(200, Json.indented(json), requestId, at);
    }

    static Answer refused(Refusal refusal, String requestId, long at) {
        ObjectNode body = refusal.body();
        ((ObjectNode) body.get("error"))
                .put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
        return new Answer(refusal.status(), Json.indented(body), requestId, at);
    }
}
