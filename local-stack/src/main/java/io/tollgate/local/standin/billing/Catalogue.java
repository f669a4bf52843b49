package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Product;

/** Products and prices. */
public final class Catalogue {

    private final Books books;

    Catalogue(Books books) {
        this.books = books;
    }

    /** What a price is made of: one unit, once per interval; without an interval, once. */
    public record Terms(String currency, long unitAmount, String interval, int intervalCount) {}

    /** A product that was there before anybody looked: no event tells of it. */
    public Product preloadProduct(String id, String name) {
        ObjectNode json = Blanks.of("product", id, books.now());
        json.put("name", name).put("updated", books.now());
        Product product = new Product(json);
        books.store().products().add(product);
        return product;
    }

    public Product addProduct(String id, String name) {
        Product product = preloadProduct(id, name);
        books.events().append("product.created", product);
        return product;
    }

    /** A price that was there before anybody looked. */
    public Price preloadPrice(String id, String productId, Terms terms) {
        ObjectNode json = Blanks.of("price", id, books.now());
        json.put("product", productId).put("currency", terms.currency());
        json.put("unit_amount", terms.unitAmount());
        json.put("unit_amount_decimal", Long.toString(terms.unitAmount()));
        if (!terms.interval().isEmpty()) {
            json.put("type", "recurring");
            json.putObject("recurring")
                    .put("interval", terms.interval())
                    .put("interval_count", terms.intervalCount())
                    .putNull("meter")
                    .putNull("trial_period_days")
                    .put("usage_type", "licensed");
        }
        Price price = new Price(json);
        books.store().prices().add(price);
        return price;
    }

    public Price addPrice(String id, String productId, Terms terms) {
        Price price = preloadPrice(id, productId, terms);
        books.events().append("price.created", price);
        return price;
    }
}
