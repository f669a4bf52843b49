package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a change of items in the middle of a period costs, and when that is billed. */
final class Prorations {

    private final Books books;

    Prorations(Books books) {
        this.books = books;
    }

    /**
     * The whole of a change.
     *
     * @param behavior {@code none}, {@code create_prorations} or {@code always_invoice}
     * @param resets whether the period is to begin anew whatever else changes
     */
    ItemPlan plan(Subscription subscription, List<Item> wanted, String behavior, boolean resets) {
        boolean trial = subscription.is(Subscription.TRIALING);
        boolean anew = !trial && (resets || changesRhythm(subscription, wanted));
        List<ObjectNode> lines = new ArrayList<>();
        if (!trial && !behavior.equals("none")) {
            lines.addAll(credits(subscription, wanted, anew));
        }
        if (anew) {
            begin(wanted);
            lines.addAll(new Lines(books).periods(subscription, wanted));
            return new ItemPlan(wanted, books.now(), lines, true);
        }
        if (!trial && !behavior.equals("none")) {
            lines.addAll(charges(subscription, wanted));
        }
        boolean now = behavior.equals("always_invoice") && !lines.isEmpty();
        return new ItemPlan(wanted, subscription.anchor(), lines, now);
    }

    /** What is left of a period that ends now. */
    List<ObjectNode> unused(Subscription subscription) {
        return credits(subscription, List.of(), true);
    }

    private List<ObjectNode> credits(
            Subscription subscription, List<Item> wanted, boolean allOfThem) {
        Map<String, Item> later = byId(wanted);
        return subscription.items().stream()
                .filter(item -> allOfThem || differs(item, later.get(item.id())))
                .map(item -> share(subscription, item, -item.periodAmount()))
                .toList();
    }

    private List<ObjectNode> charges(Subscription subscription, List<Item> wanted) {
        Map<String, Item> earlier = byId(subscription.items());
        return wanted.stream()
                .filter(item -> differs(item, earlier.get(item.id())))
                .map(item -> share(subscription, item, item.periodAmount()))
                .toList();
    }

    private ObjectNode share(Subscription subscription, Item item, long wholeAmount) {
        long left = Math.max(0, item.periodEnd() - books.now());
        long length = Math.max(1, item.periodEnd() - item.periodStart());
        long amount = Math.round((double) wholeAmount * left / length);
        return new Lines(books).proration(subscription, item, amount);
    }

    private void begin(List<Item> items) {
        for (Item item : items) {
            Price price = books.store().prices().get(item.priceId());
            item.period(books.now(), Periods.end(books.now(), books.now(), price));
        }
    }

    private boolean changesRhythm(Subscription subscription, List<Item> wanted) {
        Map<String, Item> earlier = byId(subscription.items());
        return wanted.stream()
                .filter(item -> earlier.containsKey(item.id()))
                .anyMatch(
                        item ->
                                !price(item)
                                        .hasRhythmOf(
                                                price(
                                                        Objects.requireNonNull(
                                                                earlier.get(item.id())))));
    }

    private Price price(Item item) {
        return books.store().prices().get(item.priceId());
    }

    private static boolean differs(Item item, @org.jspecify.annotations.Nullable Item other) {
        return other == null
                || !item.priceId().equals(other.priceId())
                || item.quantity() != other.quantity();
    }

    private static Map<String, Item> byId(List<Item> items) {
        Map<String, Item> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        return byId;
    }
}
