package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.wire.Params;
import java.util.List;
import java.util.Set;

/** {@code /v1/charges}, which payment intents make. */
final class ChargeRoutes {

    private static final String ALL = "/v1/charges";

    private final Store store;

    ChargeRoutes(Store store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Listing.paramsWithCreated("customer", "payment_intent"), this::list),
                Route.get(
                        ALL + "/{id}",
                        Set.of(),
                        call -> Find.in(store.charges(), call.id()).json()));
    }

    private ObjectNode list(Call call) {
        Params params = call.params();
        return new Listing<Charge>(ALL, "charge", Doc::id, Doc::json)
                .page(
                        store.charges().newestFirst(),
                        charge ->
                                Listing.createdFits(charge.created(), params)
                                        && Listing.fits(charge, params, "customer")
                                        && Listing.fits(charge, params, "payment_intent"),
                        params);
    }
}
