package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.EventLog;
import io.tollgate.local.standin.state.LoggedEvent;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;
import java.util.Set;

/** {@code /v1/events}: always in the account's own version, whatever the caller speaks. */
final class EventRoutes {

    private static final String ALL = "/v1/events";
    private static final int MAX_TYPES = 20;

    private final EventLog events;
    private final Renderer renderer;
    private final StripeVersion accountVersion;

    EventRoutes(EventLog events, Renderer renderer, StripeVersion accountVersion) {
        this.events = events;
        this.renderer = renderer;
        this.accountVersion = accountVersion;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                ALL,
                                Listing.paramsWithCreated("type", "types[]", "delivery_success"),
                                this::list)
                        .inFinalShape(),
                Route.get(ALL + "/{id}", Set.of(), this::find).inFinalShape());
    }

    private ObjectNode find(Call call) {
        return events.find(call.id())
                .map(this::show)
                .orElseThrow(() -> Refusal.notFound("event", call.id()));
    }

    private ObjectNode list(Call call) {
        Params params = call.params();
        List<String> types = params.words("types");
        if (types.size() > MAX_TYPES) {
            throw Refusal.invalid("You can pass at most 20 `types`.", "types");
        }
        return new Listing<LoggedEvent>(ALL, "event", LoggedEvent::id, this::show)
                .page(
                        events.newestFirst(),
                        event ->
                                (types.isEmpty() || types.contains(event.type()))
                                        && fits(event, params),
                        params);
    }

    private static boolean fits(LoggedEvent event, Params params) {
        return params.text("type").map(type -> isOfType(event.type(), type)).orElse(true)
                && params.flag("delivery_success")
                        .map(wanted -> wanted == (event.undelivered() == 0))
                        .orElse(true)
                && Listing.createdFits(event.created(), params);
    }

    /** A type may end in a star. */
    private static boolean isOfType(String type, String wanted) {
        return wanted.endsWith("*")
                ? type.startsWith(wanted.substring(0, wanted.length() - 1))
                : type.equals(wanted);
    }

    private ObjectNode show(LoggedEvent event) {
        return event.render(renderer, accountVersion);
    }
}
