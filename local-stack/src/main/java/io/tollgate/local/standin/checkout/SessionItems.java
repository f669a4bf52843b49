package io.tollgate.local.standin.checkout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Catalogue;
import io.tollgate.local.standin.billing.Catalogue.Terms;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;

/** What a session sells, from the {@code line_items} of a call. */
final class SessionItems {

    /** Stripe's limit for one-time and recurring items together. */
    private static final int MAX = 100;

    private final Books books;
    private final Catalogue catalogue;

    SessionItems(Books books, Catalogue catalogue) {
        this.books = books;
        this.catalogue = catalogue;
    }

    /** Line items in Stripe's shape, with their whole prices. */
    ArrayNode read(Params params, boolean subscribes) {
        List<Params> entries = params.list("line_items");
        if (entries.isEmpty()) {
            throw Refusal.missing("line_items");
        }
        if (entries.size() > MAX) {
            throw Refusal.invalid("Too many line items: at most " + MAX + ".", "line_items");
        }
        ArrayNode items = Json.array();
        for (Params entry : entries) {
            items.add(item(entry, subscribes));
        }
        return items;
    }

    private ObjectNode item(Params entry, boolean subscribes) {
        long quantity =
                entry.number("quantity")
                        .orElseThrow(
                                () ->
                                        Refusal.invalid(
                                                "Quantity is required. Add `quantity` to `%s`"
                                                        .formatted(entry.full("quantity")),
                                                entry.full("quantity")));
        if (quantity < 1) {
            throw Refusal.invalid(
                    "This value must be greater than or equal to 1.",
                    entry.full("quantity"),
                    "parameter_invalid_integer");
        }
        requireMode(recurs(entry), subscribes, entry);
        Price price = entry.isNested("price_data") ? newPrice(entry) : price(entry);
        long amount = Math.multiplyExact(price.unitAmount(), quantity);
        ObjectNode item = Json.object().put("id", books.ids().next("li_")).put("object", "item");
        item.put("amount_discount", 0).put("amount_subtotal", amount);
        item.put("amount_tax", 0).put("amount_total", amount);
        item.put("currency", price.currency()).put("description", name(price));
        item.set("price", price.copy());
        return item.put("quantity", quantity);
    }

    private String name(Price price) {
        return books.store()
                .products()
                .find(price.text("product"))
                .map(product -> product.text("name"))
                .orElse("");
    }

    private boolean recurs(Params entry) {
        return entry.isNested("price_data")
                ? entry.nested("price_data").isNested("recurring")
                : !price(entry).interval().isEmpty();
    }

    private static void requireMode(boolean recurs, boolean subscribes, Params entry) {
        if (recurs && !subscribes) {
            throw Refusal.invalid(
                    "You specified `payment` mode but passed a recurring price. Either switch to"
                            + " `subscription` mode or use only one-time prices.",
                    entry.full("price"));
        }
        if (!recurs && subscribes) {
            throw Refusal.invalid(
                    "The stand-in takes only recurring prices in `subscription` mode.",
                    entry.full("price"));
        }
    }

    private Price price(Params entry) {
        String id = entry.need("price");
        return books.store()
                .prices()
                .find(id)
                .orElseThrow(() -> Refusal.noSuchParam("price", id, entry.full("price")));
    }

    /** A price for this session alone. */
    private Price newPrice(Params entry) {
        Params data = entry.nested("price_data");
        data.need("unit_amount");
        Params recurring = data.nested("recurring");
        if (data.isNested("recurring")) {
            recurring.need("interval");
        }
        Terms terms =
                new Terms(
                        data.need("currency"),
                        data.number("unit_amount").orElseThrow(),
                        recurring.oneOf("interval", "day", "week", "month", "year").orElse(""),
                        recurring.number("interval_count").orElse(1L).intValue());
        return catalogue.addPrice(books.ids().next("price_"), product(data), terms);
    }

    private String product(Params data) {
        if (!data.isNested("product_data")) {
            String id = data.need("product");
            if (books.store().products().find(id).isEmpty()) {
                throw Refusal.noSuchParam("product", id, data.full("product"));
            }
            return id;
        }
        String name = data.nested("product_data").need("name");
        return catalogue.addProduct(books.ids().next("prod_"), name).id();
    }
}
