package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.payment.Intents;
import io.tollgate.local.standin.payment.Payments;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Table;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /v1/payment_intents}; two of its operations are open to browsers. */
final class PaymentIntentRoutes {

    private static final String ALL = "/v1/payment_intents";
    private static final String ONE = ALL + "/{id}";

    private static final Set<String> UPDATE =
            Set.of(
                    "amount",
                    "currency",
                    "customer",
                    "description",
                    "metadata[*]",
                    "receipt_email",
                    "payment_method",
                    "setup_future_usage",
                    "statement_descriptor_suffix",
                    "capture_method",
                    MethodTypes.PARAM + "[]");

    private static final Set<String> CREATE =
            with(
                    UPDATE,
                    "automatic_payment_methods[enabled]",
                    "automatic_payment_methods[allow_redirects]",
                    "confirm",
                    "off_session",
                    "return_url");

    private static final Set<String> CONFIRM =
            Set.of(
                    "payment_method",
                    "return_url",
                    "off_session",
                    "receipt_email",
                    "setup_future_usage",
                    "use_stripe_sdk");

    private final Payments payments;

    PaymentIntentRoutes(Payments payments) {
        this.payments = payments;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ALL, CREATE, this::create),
                Route.get(ALL, Listing.paramsWithCreated("customer"), this::list),
                Route.get(ONE, Set.of(), this::retrieve).openToBrowsers(),
                Route.post(ONE, UPDATE, this::update),
                Route.post(ONE + "/confirm", CONFIRM, this::confirm).openToBrowsers(),
                Route.post(ONE + "/cancel", Set.of("cancellation_reason"), this::cancel));
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    private ObjectNode create(Call call) {
        boolean modern = call.version().isAtLeast(StripeVersion.V2024_06_20);
        MethodTypes.refuse(call);
        boolean automatic = modern && !call.params().has(MethodTypes.PARAM);
        return payments.intents()
                .create(call.params(), new Intents.Defaults(automatic, modern))
                .json();
    }

    private ObjectNode update(Call call) {
        MethodTypes.refuse(call);
        PaymentIntent intent = find(call);
        payments.intents().update(intent, call.params());
        return intent.json();
    }

    private ObjectNode retrieve(Call call) {
        PaymentIntent intent = find(call);
        BrowserView.requireSecret(intent, call.params(), call.key());
        return shown(intent, call);
    }

    private ObjectNode confirm(Call call) {
        PaymentIntent intent = find(call);
        BrowserView.requireSecret(intent, call.params(), call.key());
        boolean byBrowser = call.key() == Key.PUBLISHABLE;
        try {
            payments.intents().confirm(intent, call.params(), byBrowser);
        } catch (Refusal refusal) {
            throw byBrowser ? refusal.shaped(BrowserView::of) : refusal;
        }
        return shown(intent, call);
    }

    private static ObjectNode shown(PaymentIntent intent, Call call) {
        return call.key() == Key.PUBLISHABLE ? BrowserView.of(intent.json()) : intent.json();
    }

    private ObjectNode cancel(Call call) {
        PaymentIntent intent = find(call);
        payments.intents().cancel(intent, call.params());
        return intent.json();
    }

    private ObjectNode list(Call call) {
        Params params = call.params();
        return new Listing<PaymentIntent>(ALL, "payment_intent", Doc::id, Doc::json)
                .page(
                        table().newestFirst(),
                        intent ->
                                Listing.createdFits(intent.created(), params)
                                        && Listing.fits(intent, params, "customer"),
                        params);
    }

    private PaymentIntent find(Call call) {
        return Find.in(table(), call.id());
    }

    private Table<PaymentIntent> table() {
        return payments.books().store().paymentIntents();
    }
}
