package io.tollgate.local.standin.api;

import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of all operations. A new family of objects is one more class of routes in it. */
final class Routes {

    private final List<Route> all = new ArrayList<>();

    Routes(Engine engine, Endpoints endpoints, Renderer renderer, StripeVersion accountVersion) {
        all.addAll(new CustomerRoutes(engine).routes());
        all.addAll(new CatalogueRoutes(engine).routes());
        all.addAll(new SubscriptionRoutes(engine).routes());
        all.addAll(new SubscriptionItemRoutes(engine).routes());
        all.addAll(new InvoiceRoutes(engine).routes());
        all.addAll(new EventRoutes(engine.books().events(), renderer, accountVersion).routes());
        all.addAll(
                new WebhookEndpointRoutes(
                                endpoints,
                                engine.books().world(),
                                engine.books().ids(),
                                accountVersion)
                        .routes());
    }

    Optional<Route> match(String method, String path) {
        return all.stream().filter(route -> route.matches(method, path)).findFirst();
    }
}
