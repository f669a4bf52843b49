package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.delivery.Endpoint;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.World;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import io.tollgate.local.stripe.Ids;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** {@code /v1/webhook_endpoints}. */
final class WebhookEndpointRoutes {

    private static final String ALL = "/v1/webhook_endpoints";
    private static final String ONE = ALL + "/{id}";

    private static final Set<String> CREATE =
            Set.of("url", "enabled_events[]", "api_version", "description", "metadata[*]");

    private static final Set<String> UPDATE =
            Set.of("url", "enabled_events[]", "disabled", "description", "metadata[*]");

    private final Endpoints endpoints;
    private final World world;
    private final Ids ids;
    private final StripeVersion accountVersion;

    WebhookEndpointRoutes(Endpoints endpoints, World world, Ids ids, StripeVersion accountVersion) {
        this.endpoints = endpoints;
        this.world = world;
        this.ids = ids;
        this.accountVersion = accountVersion;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ALL, CREATE, this::create),
                Route.get(ALL, Listing.params(), this::list),
                Route.get(ONE, Set.of(), call -> find(call).render()),
                Route.post(ONE, UPDATE, this::update),
                Route.delete(ONE, Set.of(), this::delete));
    }

    private ObjectNode create(Call call) {
        Params params = call.params();
        URI url = url(params.need("url"));
        List<String> events = params.words("enabled_events");
        if (events.isEmpty()) {
            throw Refusal.missing("enabled_events");
        }
        if (endpoints.all().size() >= Endpoints.MAX) {
            throw Refusal.invalid("You have reached the maximum of 16 webhook endpoints.", null);
        }
        StripeVersion version =
                params.text("api_version").map(ApiVersions::named).orElse(accountVersion);
        Endpoint endpoint = new Endpoint(ids.next("we_"), url, events, version, world.now());
        endpoint.secret(ids.next("whsec_test_"), world.now());
        describe(endpoint, params);
        endpoints.add(endpoint);
        return endpoint.render().put("secret", endpoint.secret());
    }

    private ObjectNode update(Call call) {
        Params params = call.params();
        Endpoint endpoint = find(call);
        params.text("url").map(WebhookEndpointRoutes::url).ifPresent(endpoint::url);
        List<String> events = params.words("enabled_events");
        if (!events.isEmpty()) {
            endpoint.enabledEvents(events);
        }
        params.flag("disabled").ifPresent(disabled -> endpoint.enabled(!disabled));
        describe(endpoint, params);
        return endpoint.render();
    }

    private static void describe(Endpoint endpoint, Params params) {
        params.text("description").ifPresent(endpoint::description);
        params.map("metadata").forEach(endpoint::metadata);
    }

    private ObjectNode delete(Call call) {
        endpoints.remove(find(call));
        return Json.object()
                .put("id", call.id())
                .put("object", "webhook_endpoint")
                .put("deleted", true);
    }

    private ObjectNode list(Call call) {
        return new Listing<Endpoint>(ALL, "webhook_endpoint", Endpoint::id, Endpoint::render)
                .page(endpoints.all().reversed(), endpoint -> true, call.params());
    }

    private Endpoint find(Call call) {
        return endpoints
                .find(call.id())
                .orElseThrow(() -> Refusal.notFound("webhook_endpoint", call.id()));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (Endpoints.isAllowed(url)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("Not a valid URL", "url", "url_invalid");
        }
        throw Refusal.invalid(
                "The stand-in only delivers over http to the loopback interface.",
                "url",
                "url_invalid");
    }
}
