package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.StripeJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads how far a paid invoice has paid. The service period stands on the lines ({@code
 * line.period}); the invoice's own {@code period_start/end} is when its items were collected.
 */
final class InvoiceReader {

    private InvoiceReader() {}

    static Reading read(JsonNode invoice) {
        Long paidThrough = null;
        for (JsonNode line : invoice.path("lines").path("data")) {
            Long end = StripeJson.seconds(line.path("period").path("end"));
            if (end != null && isSubscriptionLine(line) && !isProration(line)) {
                paidThrough = later(paidThrough, end);
            }
        }
        return new Reading.InvoicePaid(paidThrough);
    }

    private static Long later(@Nullable Long known, Long end) {
        return known == null || end > known ? end : known;
    }

    /** {@code type} until 2025-03-31.basil, the kind of {@code parent} since. */
    private static boolean isSubscriptionLine(JsonNode line) {
        return line.path("type").asText().equals("subscription")
                || line.path("parent").path("subscription_item_details").isObject();
    }

    private static boolean isProration(JsonNode line) {
        return line.path("proration").asBoolean()
                || line.path("parent")
                        .path("subscription_item_details")
                        .path("proration")
                        .asBoolean();
    }
}
