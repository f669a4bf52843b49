package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /v1/subscription_items}: the same changes as on the subscription, item by item. */
final class SubscriptionItemRoutes {

    private static final String ALL = "/v1/subscription_items";
    private static final String ONE = ALL + "/{id}";

    private static final Set<String> HOW = Set.of("payment_behavior", "proration_behavior");

    private static final Set<String> UPDATE =
            Set.of("price", "quantity", "metadata[*]", "payment_behavior", "proration_behavior");

    private static final Set<String> CREATE =
            Set.of(
                    "subscription",
                    "price",
                    "quantity",
                    "metadata[*]",
                    "payment_behavior",
                    "proration_behavior");

    private final Engine engine;

    SubscriptionItemRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Listing.params("subscription"), this::list),
                Route.post(ALL, CREATE, this::create),
                Route.get(ONE, Set.of(), call -> item(owner(call), call.id()).json()),
                Route.post(ONE, UPDATE, this::update),
                Route.delete(ONE, HOW, this::delete));
    }

    /** In the order in which the subscription has them. */
    private ObjectNode list(Call call) {
        Subscription subscription = named(call);
        return new Listing<Item>(ALL, "subscription_item", Doc::id, Doc::json)
                .page(subscription.items(), item -> true, call.params());
    }

    private ObjectNode create(Call call) {
        Subscription subscription = named(call);
        call.params().need("price");
        Set<String> before =
                subscription.items().stream().map(Item::id).collect(Collectors.toSet());
        engine.update(subscription, asItems(call.params(), Map.of()));
        return subscription.items().stream()
                .filter(item -> !before.contains(item.id()))
                .findFirst()
                .map(Doc::json)
                .orElseThrow(() -> Refusal.invalid("The item waits for its payment.", null));
    }

    private ObjectNode update(Call call) {
        Subscription subscription = owner(call);
        engine.update(subscription, asItems(call.params(), Map.of("id", call.id())));
        return item(subscription, call.id()).json();
    }

    private ObjectNode delete(Call call) {
        Subscription subscription = owner(call);
        engine.update(
                subscription, asItems(call.params(), Map.of("id", call.id(), "deleted", "true")));
        return Json.object()
                .put("id", call.id())
                .put("object", "subscription_item")
                .put("deleted", true);
    }

    /** The same call as it would be made to the subscription. */
    private static Params asItems(Params params, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : List.of("price", "quantity")) {
            params.text(name).ifPresent(value -> form.put("items[0][" + name + "]", value));
        }
        more.forEach((name, value) -> form.put("items[0][" + name + "]", value));
        params.map("metadata")
                .forEach((key, value) -> form.put("items[0][metadata][" + key + "]", value));
        HOW.forEach(name -> params.text(name).ifPresent(value -> form.put(name, value)));
        return Params.of(form);
    }

    private Subscription named(Call call) {
        String id = call.params().need("subscription");
        return engine.books()
                .store()
                .subscriptions()
                .find(id)
                .orElseThrow(() -> Refusal.noSuchParam("subscription", id, "subscription"));
    }

    private Subscription owner(Call call) {
        return engine.books()
                .store()
                .subscriptionOfItem(call.id())
                .orElseThrow(() -> Refusal.notFound("subscription_item", call.id()));
    }

    private static Item item(Subscription subscription, String id) {
        return subscription.item(id).orElseThrow(() -> Refusal.notFound("subscription_item", id));
    }
}
