package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.StripeJson;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of an intent say about the order it is for. Stripe copies an intent's metadata
 * to its charge once, and to nothing else (Stripe: Metadata).
 *
 * @param orderId null if not said; 0, which is no order's, if what is said is no number
 * @param orderRef null if not said
 * @param attempt as order_id
 * @param userId null if not said
 * @param environment null if not said
 */
public record OrderMark(
        @Nullable Long orderId,
        @Nullable String orderRef,
        @Nullable Long attempt,
        @Nullable String userId,
        @Nullable String environment) {

    /** Nothing is said. */
    public static final OrderMark NONE = new OrderMark(null, null, null, null, null);

    static OrderMark of(JsonNode metadata) {
        return new OrderMark(
                number(metadata.path("order_id")),
                StripeJson.id(metadata.path("order_ref")),
                number(metadata.path("attempt")),
                StripeJson.id(metadata.path("user_id")),
                StripeJson.id(metadata.path("environment")));
    }

    private static @Nullable Long number(JsonNode field) {
        if (!field.isTextual()) {
            return null;
        }
        String text = field.textValue();
        return text.matches("[1-9][0-9]{0,17}") ? (Long) Long.parseLong(text) : (Long) 0L;
    }

    /** Whether an order is meant at all. */
    public boolean names() {
        return orderId != null || orderRef != null;
    }
}
