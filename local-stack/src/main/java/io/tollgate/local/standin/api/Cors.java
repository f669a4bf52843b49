package io.tollgate.local.standin.api;

import io.tollgate.local.standin.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Lets pages of any origin make the calls that are meant for pages. */
final class Cors {

    private static final String ORIGIN = "Access-Control-Allow-Origin";

    /** A page asks anew after ten minutes. */
    private static final String MAX_AGE_SECONDS = "600";

    private Cors() {}

    /** What a browser is told that asks whether it may. */
    static Reply preflight(Set<String> methods) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ORIGIN, "*");
        headers.put("Access-Control-Allow-Methods", String.join(", ", methods));
        headers.put(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, Stripe-Version");
        headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        return new Reply.Message(200, headers, new byte[0]);
    }

    /** The same answer, for a page to read. */
    static Reply open(Reply reply) {
        return switch (reply) {
            case Reply.Message message -> {
                Map<String, String> headers = new LinkedHashMap<>(message.headers());
                headers.put(ORIGIN, "*");
                headers.put("Access-Control-Expose-Headers", "Request-Id");
                yield new Reply.Message(message.status(), headers, message.body());
            }
            case Reply.Reset reset -> reset;
            case Reply.HangUp hangUp -> hangUp;
        };
    }
}
