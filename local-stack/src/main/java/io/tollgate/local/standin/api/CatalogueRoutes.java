package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Catalogue.Terms;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Product;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;
import java.util.Set;

/** {@code /v1/products} and {@code /v1/prices}. */
final class CatalogueRoutes {

    private static final String PRODUCTS = "/v1/products";
    private static final String PRICES = "/v1/prices";

    private static final Set<String> PRODUCT =
            Set.of("id", "name", "description", "active", "metadata[*]");

    private static final Set<String> PRICE =
            Set.of(
                    "product",
                    "currency",
                    "unit_amount",
                    "recurring[interval]",
                    "recurring[interval_count]",
                    "nickname",
                    "lookup_key",
                    "metadata[*]");

    private final Engine engine;
    private final Store store;

    CatalogueRoutes(Engine engine) {
        this.engine = engine;
        this.store = engine.books().store();
    }

    List<Route> routes() {
        return List.of(
                Route.post(PRODUCTS, PRODUCT, this::createProduct),
                Route.get(PRODUCTS, Listing.paramsWithCreated("active"), this::products),
                Route.get(
                        PRODUCTS + "/{id}",
                        Set.of(),
                        call -> Find.in(store.products(), call.id()).json()),
                Route.post(PRICES, PRICE, this::createPrice),
                Route.get(
                        PRICES,
                        Listing.paramsWithCreated("active", "product", "currency", "type"),
                        this::prices),
                Route.get(
                        PRICES + "/{id}",
                        Set.of(),
                        call -> Find.in(store.prices(), call.id()).json()));
    }

    private ObjectNode createProduct(Call call) {
        Params params = call.params();
        String name = params.need("name");
        String id = params.text("id").orElseGet(() -> engine.books().ids().next("prod_"));
        if (store.products().find(id).isPresent()) {
            throw Refusal.invalid("Product already exists.", "id", "resource_already_exists");
        }
        Product product = engine.catalogue().addProduct(id, name);
        product.text("description", params.text("description").orElse(null));
        params.flag("active").ifPresent(active -> product.flag("active", active));
        Metadata.merge(product, params);
        return product.json();
    }

    private ObjectNode createPrice(Call call) {
        Params params = call.params();
        String product = params.need("product");
        if (store.products().find(product).isEmpty()) {
            throw Refusal.noSuchParam("product", product, "product");
        }
        Params recurring = params.nested("recurring");
        if (params.isNested("recurring")) {
            recurring.need("interval");
        }
        params.need("unit_amount");
        Terms terms =
                new Terms(
                        params.need("currency"),
                        params.number("unit_amount").orElseThrow(),
                        recurring.oneOf("interval", "day", "week", "month", "year").orElse(""),
                        recurring.number("interval_count").orElse(1L).intValue());
        Price price =
                engine.catalogue().addPrice(engine.books().ids().next("price_"), product, terms);
        price.text("nickname", params.text("nickname").orElse(null));
        price.text("lookup_key", params.text("lookup_key").orElse(null));
        Metadata.merge(price, params);
        return price.json();
    }

    private ObjectNode products(Call call) {
        return new Listing<Product>(PRODUCTS, "product", Doc::id, Doc::json)
                .page(
                        store.products().newestFirst(),
                        product -> fits(product, call.params()),
                        call.params());
    }

    private ObjectNode prices(Call call) {
        return new Listing<Price>(PRICES, "price", Doc::id, Doc::json)
                .page(
                        store.prices().newestFirst(),
                        price ->
                                fits(price, call.params())
                                        && Listing.fits(price, call.params(), "product")
                                        && Listing.fits(price, call.params(), "currency")
                                        && Listing.fits(price, call.params(), "type"),
                        call.params());
    }

    private static boolean fits(Doc object, Params params) {
        return Listing.createdFits(object.created(), params)
                && params.flag("active").map(it -> it == object.flag("active")).orElse(true);
    }
}
