package io.tollgate.local.stripe;

import java.nio.charset.StandardCharsets;

/**
 * One event as it would be posted.
 *
 * @param id {@code evt_…}
 * @param type such as {@code customer.subscription.updated}
 * @param created when it happened, Unix seconds
 * @param apiVersion whose shapes it has
 * @param subscription the subscription it is about
 * @param body the JSON
 */
public record StripeEvent(
        String id,
        String type,
        long created,
        ApiVersion apiVersion,
        String subscription,
        String body) {

    /** What is signed and sent. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
