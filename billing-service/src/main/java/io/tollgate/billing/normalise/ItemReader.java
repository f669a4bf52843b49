package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.StripeJson;
import io.tollgate.billing.normalise.Snapshot.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a subscription's items, the main one first: the highest unit amount, then the lowest item
 * id. core may choose another, since only its catalogue knows which price is a plan.
 */
final class ItemReader {

    private static final Comparator<Item> MAIN_FIRST =
            Comparator.comparing(Item::unitAmount, Comparator.nullsFirst(Long::compare))
                    .reversed()
                    .thenComparing(Item::itemId)
                    .thenComparing(Item::price);

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
        items.sort(MAIN_FIRST);
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
                        unitAmount(holder),
                        quantity(holder),
                        period(holder, subscription, "start"),
                        period(holder, subscription, "end")));
    }

    private static @Nullable Long unitAmount(JsonNode holder) {
        JsonNode ofPrice = holder.path("price").path("unit_amount");
        JsonNode amount = ofPrice.isNumber() ? ofPrice : holder.path("plan").path("amount");
        return amount.canConvertToLong() && amount.isIntegralNumber()
                ? (Long) amount.longValue()
                : null;
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
