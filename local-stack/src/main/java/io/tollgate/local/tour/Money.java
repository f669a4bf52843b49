package io.tollgate.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What core says about an order.
 *
 * @param status the order's status
 * @param received what was paid, in minor units
 * @param refunded what went back of it
 */
record Money(String status, String received, String refunded) implements Seen {

    static final Money UNKNOWN = new Money("?", "?", "?");

    static Money of(String status, long received, long refunded) {
        return new Money(status, Long.toString(received), Long.toString(refunded));
    }

    /** From core's answer about an order. */
    static Money of(JsonNode order) {
        return new Money(
                order.path("status").asText("?"),
                order.path("amount_received").asText("?"),
                order.path("amount_refunded").asText("?"));
    }

    @Override
    public List<String> cells() {
        return List.of(status, received, refunded);
    }
}
