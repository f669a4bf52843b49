package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Customers;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /v1/customers}. */
final class CustomerRoutes {

    private static final String ALL = "/v1/customers";
    private static final String ONE = ALL + "/{id}";

    private static final Set<String> UPDATE =
            Set.of(
                    "description",
                    "email",
                    "name",
                    "phone",
                    "invoice_settings[default_payment_method]",
                    "metadata[*]");

    private final Engine engine;

    CustomerRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        Set<String> create = new HashSet<>(UPDATE);
        create.add("payment_method");
        return List.of(
                Route.post(ALL, create, this::create),
                Route.get(ALL, Listing.paramsWithCreated("email"), this::list),
                Route.get(ONE, Set.of(), call -> find(call).json()),
                Route.post(ONE, UPDATE, this::update),
                Route.delete(ONE, Set.of(), this::delete));
    }

    private ObjectNode create(Call call) {
        return engine.customers().create(call.params()).json();
    }

    private ObjectNode update(Call call) {
        Customer customer = alive(call);
        engine.customers().update(customer, call.params());
        return customer.json();
    }

    private ObjectNode delete(Call call) {
        Customer customer = alive(call);
        Customers customers = engine.customers();
        customers.delete(customer);
        return customer.json();
    }

    private ObjectNode list(Call call) {
        return new Listing<Customer>(ALL, "customer", Doc::id, Doc::json)
                .page(
                        engine.books().store().customers().newestFirst(),
                        customer ->
                                !customer.isDeleted()
                                        && Listing.createdFits(customer.created(), call.params())
                                        && call.params()
                                                .text("email")
                                                .map(customer.text("email")::equals)
                                                .orElse(true),
                        call.params());
    }

    private Customer alive(Call call) {
        Customer customer = find(call);
        if (customer.isDeleted()) {
            throw Refusal.notFound("customer", call.id());
        }
        return customer;
    }

    private Customer find(Call call) {
        return Find.in(engine.books().store().customers(), call.id());
    }
}
