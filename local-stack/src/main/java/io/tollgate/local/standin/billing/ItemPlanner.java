package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out what items a subscription is to have, from the {@code items} of a call. */
final class ItemPlanner {

    /** Stripe's limit for flexible subscriptions, and far above the ten that a payload shows. */
    private static final int MAX_ITEMS = 100;

    private final Books books;

    ItemPlanner(Books books) {
        this.books = books;
    }

    /** Items of a new subscription. */
    List<Item> first(String subscriptionId, boolean flexible, List<Params> entries) {
        List<Item> items = new ArrayList<>();
        for (Params entry : entries) {
            items.add(add(subscriptionId, items, entry));
        }
        requireFit(items, flexible);
        return items;
    }

    /** An entry with an id changes that item; one without adds another. */
    List<Item> change(Subscription subscription, List<Params> entries) {
        Map<String, Item> items = new LinkedHashMap<>();
        subscription.items().forEach(item -> items.put(item.id(), new Item(item.copy())));
        for (Params entry : entries) {
            Optional<String> id = entry.text("id");
            if (id.isEmpty()) {
                Item added = add(subscription.id(), new ArrayList<>(items.values()), entry);
                Item pattern = subscription.firstItem();
                added.period(pattern.periodStart(), pattern.periodEnd());
                items.put(added.id(), added);
            } else if (entry.flag("deleted").orElse(false)) {
                require(items, entry, id.get());
                items.remove(id.get());
            } else {
                edit(require(items, entry, id.get()), entry);
            }
        }
        List<Item> planned = new ArrayList<>(items.values());
        requireFit(planned, subscription.isFlexible());
        return planned;
    }

    private static Item require(Map<String, Item> items, Params entry, String id) {
        Item item = items.get(id);
        if (item == null) {
            throw Refusal.noSuchParam("subscription_item", id, entry.full("id"));
        }
        return item;
    }

    private Item add(String subscriptionId, List<Item> present, Params entry) {
        Price price = price(entry);
        if (present.stream().anyMatch(item -> item.priceId().equals(price.id()))) {
            throw Refusal.invalid(
                    "Cannot add multiple subscription items with the same plan: " + price.id(),
                    entry.full("price"));
        }
        ObjectNode json = Blanks.of("subscription_item", books.ids().next("si_"), books.now());
        json.put("subscription", subscriptionId);
        Item item = new Item(json);
        item.price(price);
        edit(item, entry);
        return item;
    }

    private void edit(Item item, Params entry) {
        if (entry.has("price")) {
            item.price(price(entry));
        }
        entry.number("quantity").ifPresent(item::quantity);
        if (item.quantity() < 0) {
            throw Refusal.invalid(
                    "This value must be greater than or equal to 0.",
                    entry.full("quantity"),
                    "parameter_invalid_integer");
        }
        Metadata.merge(item, entry);
    }

    private Price price(Params entry) {
        String id = entry.need("price");
        Price price =
                books.store()
                        .prices()
                        .find(id)
                        .orElseThrow(() -> Refusal.noSuchParam("price", id, entry.full("price")));
        if (price.interval().isEmpty()) {
            throw Refusal.invalid(
                    "The price specified is set to `type=one_time` but this field only accepts"
                            + " prices with `type=recurring`.",
                    entry.full("price"));
        }
        return price;
    }

    private void requireFit(List<Item> items, boolean flexible) {
        if (items.isEmpty()) {
            throw Refusal.invalid("A subscription must have at least one active plan.", "items");
        }
        if (items.size() > MAX_ITEMS) {
            throw Refusal.invalid("Too many items: at most " + MAX_ITEMS + ".", "items");
        }
        Price first = books.store().prices().get(items.getFirst().priceId());
        for (Item item : items) {
            Price price = books.store().prices().get(item.priceId());
            boolean fits = flexible || price.hasRhythmOf(first);
            if (!price.currency().equals(first.currency()) || !fits) {
                throw Refusal.invalid(
                        "Currency and interval fields must match across all plans on this"
                                + " subscription.",
                        "items");
            }
        }
    }
}
