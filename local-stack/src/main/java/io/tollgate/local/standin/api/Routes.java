package io.tollgate.local.standin.api;

import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of all operations. A new family of objects is one more class of routes in it. */
final class Routes {

    private final List<Route> all = new ArrayList<>();

    Routes(Desk desk, Endpoints endpoints, Renderer renderer, StripeVersion accountVersion) {
        Engine engine = desk.engine();
        all.addAll(new CustomerRoutes(engine).routes());
        all.addAll(new CatalogueRoutes(engine).routes());
        all.addAll(new SubscriptionRoutes(engine).routes());
        all.addAll(new SubscriptionItemRoutes(engine).routes());
        all.addAll(new InvoiceRoutes(engine).routes());
        all.addAll(new PaymentIntentRoutes(engine.payments()).routes());
        all.addAll(new ChargeRoutes(engine.books().store()).routes());
        all.addAll(new RefundRoutes(engine.payments()).routes());
        all.addAll(new CheckoutRoutes(desk).routes());
        all.addAll(new EventRoutes(engine.books().events(), renderer, accountVersion).routes());
        all.addAll(
                new WebhookEndpointRoutes(
                                endpoints,
                                engine.books().world(),
                                engine.books().ids(),
                                accountVersion)
                        .routes());
    }

    /** The methods that pages may use on a path; empty if it is not for them. */
    Set<String> methodsForBrowsers(String path) {
        return all.stream()
                .filter(route -> route.forBrowsers() && route.matches(route.method(), path))
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<Route> match(String method, String path) {
        return all.stream().filter(route -> route.matches(method, path)).findFirst();
    }
}
