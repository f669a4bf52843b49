package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.billing.InvoiceDesk;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.InvoicePayment;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.wire.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@code /v1/invoices}, their lines, and {@code /v1/invoice_payments}. */
final class InvoiceRoutes {

    private static final String ALL = "/v1/invoices";
    private static final String ONE = ALL + "/{id}";
    private static final String PAYMENTS = "/v1/invoice_payments";

    private final Engine engine;
    private final Store store;

    InvoiceRoutes(Engine engine) {
        this.engine = engine;
        this.store = engine.books().store();
    }

    List<Route> routes() {
        InvoiceDesk desk = engine.invoices();
        return List.of(
                Route.get(
                        ALL,
                        Listing.paramsWithCreated(
                                "customer", "subscription", "status", "collection_method"),
                        this::list),
                Route.get(ONE, Set.of(), call -> find(call).json()),
                Route.get(ONE + "/lines", Listing.params(), this::lines),
                Route.post(
                        ONE + "/pay",
                        Set.of("payment_method", "paid_out_of_band", "off_session"),
                        call -> act(call, invoice -> desk.pay(invoice, call.params()))),
                Route.post(ONE + "/void", Set.of(), call -> act(call, desk::voidInvoice)),
                Route.post(
                        ONE + "/mark_uncollectible",
                        Set.of(),
                        call -> act(call, desk::markUncollectible)),
                Route.post(ONE + "/finalize", Set.of(), call -> act(call, desk::finalizeDraft)),
                Route.get(
                        PAYMENTS,
                        Listing.params(
                                "invoice", "status", "payment[type]", "payment[payment_intent]"),
                        this::payments),
                Route.get(
                        PAYMENTS + "/{id}",
                        Set.of(),
                        call -> Find.in(store.invoicePayments(), call.id()).json()));
    }

    private ObjectNode act(Call call, Consumer<Invoice> action) {
        Invoice invoice = find(call);
        action.accept(invoice);
        return invoice.json();
    }

    private ObjectNode list(Call call) {
        return new Listing<Invoice>(ALL, "invoice", Doc::id, Doc::json)
                .page(
                        store.invoices().newestFirst(),
                        invoice -> fits(invoice, call.params()),
                        call.params());
    }

    private static boolean fits(Invoice invoice, Params params) {
        return params.text("customer").map(invoice.customerId()::equals).orElse(true)
                && params.text("subscription").map(invoice.subscriptionId()::equals).orElse(true)
                && params.text("status").map(invoice::is).orElse(true)
                && params.text("collection_method")
                        .map(invoice.text("collection_method")::equals)
                        .orElse(true)
                && Listing.createdFits(invoice.created(), params);
    }

    private ObjectNode lines(Call call) {
        List<ObjectNode> lines = new ArrayList<>();
        for (JsonNode line : find(call).json().at("/lines/data")) {
            lines.add((ObjectNode) line);
        }
        return new Listing<ObjectNode>(
                        ALL + "/" + call.id() + "/lines",
                        "line_item",
                        line -> line.path("id").asText(),
                        line -> line)
                .page(lines, line -> true, call.params());
    }

    private ObjectNode payments(Call call) {
        Params params = call.params();
        Params by = params.nested("payment");
        by.oneOf("type", "payment_intent");
        if (params.isNested("payment")) {
            by.need("type");
            by.need("payment_intent");
        }
        return new Listing<InvoicePayment>(PAYMENTS, "invoice_payment", Doc::id, Doc::json)
                .page(
                        store.invoicePayments().newestFirst(),
                        payment ->
                                params.text("invoice").map(payment.invoiceId()::equals).orElse(true)
                                        && by.text("payment_intent")
                                                .map(payment.intentId()::equals)
                                                .orElse(true)
                                        && params.text("status")
                                                .map(payment.text("status")::equals)
                                                .orElse(true),
                        params);
    }

    private Invoice find(Call call) {
        return Find.in(store.invoices(), call.id());
    }
}
