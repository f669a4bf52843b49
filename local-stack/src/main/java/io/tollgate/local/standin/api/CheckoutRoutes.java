package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Table;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /v1/checkout/sessions} and {@code /v1/billing_portal/sessions}. */
final class CheckoutRoutes {

    private static final String ALL = "/v1/checkout/sessions";
    private static final String ONE = ALL + "/{id}";
    private static final String PORTAL = "/v1/billing_portal/sessions";

    private static final Set<String> CREATE =
            Set.of(
                    "mode",
                    "ui_mode",
                    "customer",
                    "customer_creation",
                    "customer_email",
                    "client_reference_id",
                    "locale",
                    "metadata[*]",
                    "success_url",
                    "cancel_url",
                    "expires_at",
                    "line_items[][price]",
                    "line_items[][quantity]",
                    "line_items[][price_data][currency]",
                    "line_items[][price_data][product]",
                    "line_items[][price_data][product_data][name]",
                    "line_items[][price_data][recurring][interval]",
                    "line_items[][price_data][recurring][interval_count]",
                    "line_items[][price_data][unit_amount]",
                    MethodTypes.PARAM + "[]",
                    "payment_intent_data[description]",
                    "payment_intent_data[metadata][*]",
                    "payment_intent_data[receipt_email]",
                    "payment_intent_data[setup_future_usage]",
                    "payment_intent_data[statement_descriptor_suffix]",
                    "subscription_data[description]",
                    "subscription_data[metadata][*]",
                    "subscription_data[trial_period_days]");

    private static final Set<String> CREATE_PORTAL =
            Set.of(
                    "customer",
                    "configuration",
                    "locale",
                    "return_url",
                    "flow_data[type]",
                    "flow_data[subscription_cancel][subscription]",
                    "flow_data[subscription_update][subscription]");

    private final Desk desk;

    CheckoutRoutes(Desk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ALL, CREATE, this::create),
                Route.get(
                        ALL,
                        Listing.paramsWithCreated(
                                "customer", "payment_intent", "status", "subscription"),
                        this::list),
                Route.get(ONE, Set.of(), call -> find(call).json()),
                Route.get(ONE + "/line_items", Listing.params(), this::lineItems),
                Route.post(ONE + "/expire", Set.of(), this::expire),
                Route.post(
                        PORTAL, CREATE_PORTAL, call -> desk.portal().create(call.params()).json()));
    }

    private ObjectNode create(Call call) {
        MethodTypes.refuse(call);
        boolean renamed = call.version().isAtLeast(StripeVersion.DAHLIA);
        String wanted = renamed ? "hosted_page" : "hosted";
        call.params()
                .text("ui_mode")
                .filter(mode -> !mode.equals(wanted))
                .ifPresent(
                        mode -> {
                            throw Refusal.invalid(
                                    "Invalid ui_mode: must be one of " + wanted, "ui_mode");
                        });
        return desk.checkout().create(call.params(), renamed).json();
    }

    private ObjectNode expire(Call call) {
        CheckoutSession session = find(call);
        desk.checkout().expireNow(session);
        return session.json();
    }

    private ObjectNode lineItems(Call call) {
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode item : find(call).json().path("_line_items")) {
            items.add((ObjectNode) item);
        }
        return new Listing<ObjectNode>(
                        ALL + "/" + call.id() + "/line_items",
                        "item",
                        item -> item.path("id").asText(),
                        item -> item)
                .page(items, item -> true, call.params());
    }

    private ObjectNode list(Call call) {
        Params params = call.params();
        return new Listing<CheckoutSession>(ALL, "checkout.session", Doc::id, Doc::json)
                .page(
                        table().newestFirst(),
                        session ->
                                Listing.createdFits(session.created(), params)
                                        && Listing.fits(session, params, "customer")
                                        && Listing.fits(session, params, "payment_intent")
                                        && Listing.fits(session, params, "status")
                                        && Listing.fits(session, params, "subscription"),
                        params);
    }

    private CheckoutSession find(Call call) {
        return Find.in(table(), call.id());
    }

    private Table<CheckoutSession> table() {
        return desk.books().store().checkoutSessions();
    }
}
