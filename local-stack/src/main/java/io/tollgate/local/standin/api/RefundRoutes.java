package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.payment.Payments;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.Table;
import java.util.List;
import java.util.Set;

/** {@code /v1/refunds}, which merchants make, and {@code /v1/disputes}, which banks make. */
final class RefundRoutes {

    private static final String REFUNDS = "/v1/refunds";
    private static final String DISPUTES = "/v1/disputes";

    private static final Set<String> CREATE =
            Set.of("amount", "charge", "metadata[*]", "payment_intent", "reason");

    private final Payments payments;
    private final Store store;

    RefundRoutes(Payments payments) {
        this.payments = payments;
        this.store = payments.books().store();
    }

    List<Route> routes() {
        Set<String> narrowing = Listing.paramsWithCreated("charge", "payment_intent");
        return List.of(
                Route.post(
                        REFUNDS, CREATE, call -> payments.refunds().create(call.params()).json()),
                Route.get(REFUNDS, narrowing, call -> list(REFUNDS, store.refunds(), call)),
                Route.get(
                        REFUNDS + "/{id}",
                        Set.of(),
                        call -> Find.in(store.refunds(), call.id()).json()),
                Route.get(DISPUTES, narrowing, call -> list(DISPUTES, store.disputes(), call)),
                Route.get(
                        DISPUTES + "/{id}",
                        Set.of(),
                        call -> Find.in(store.disputes(), call.id()).json()));
    }

    private static <T extends Doc> ObjectNode list(String url, Table<T> table, Call call) {
        return new Listing<T>(url, table.kind(), Doc::id, Doc::json)
                .page(
                        table.newestFirst(),
                        each ->
                                Listing.createdFits(each.created(), call.params())
                                        && Listing.fits(each, call.params(), "charge")
                                        && Listing.fits(each, call.params(), "payment_intent"),
                        call.params());
    }
}
