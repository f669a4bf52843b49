package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.StripeJson;
import io.tollgate.billing.normalise.Snapshot.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subscription's items in Stripe's order. All of them go to core: only its catalogue knows
 * which price is a plan and which an add-on.
 */
final class ItemReader {

    private ItemReader() {}

    /** Every item with a price; from before items, the subscription's own plan as the only one. */
    static List<Item> read(JsonNode subscription) {
        List<Item> items = new ArrayList<>();
        for (JsonNode item : subscription.path("items").path("data")) {
            add(items, item, subscription);
        }
        if (items.isEmpty()) {
            add(items, subscription, subscription);
        }
        return items;
    }

    private static void add(List<Item> items, JsonNode holder, JsonNode subscription) {
        String price = StripeJson.ref(holder.path("price"));
        if (price == null) {
            price = StripeJson.ref(holder.path("plan"));
        }
        if (price == null) {
            return;
        }
        String id = StripeJson.id(holder.path("id"));
        items.add(
                new Item(
                        holder == subscription || id == null ? "" : id,
                        price,
                        quantity(holder),
                        period(holder, subscription, "start"),
                        period(holder, subscription, "end")));
    }

    private static @Nullable Long quantity(JsonNode holder) {
        JsonNode quantity = holder.path("quantity");
        boolean usable =
                quantity.isIntegralNumber()
                        && quantity.canConvertToLong()
                        && quantity.longValue() >= 0;
        return usable ? (Long) quantity.longValue() : null;
    }

    /** On the item since 2025-03-31.basil, on the subscription before; a trial is its own. */
    private static @Nullable Long period(JsonNode holder, JsonNode subscription, String edge) {
        Long own = StripeJson.seconds(holder.path("current_period_" + edge));
        if (own == null) {
            own = StripeJson.seconds(subscription.path("current_period_" + edge));
        }
        return own != null ? own : StripeJson.seconds(subscription.path("trial_" + edge));
    }
}
