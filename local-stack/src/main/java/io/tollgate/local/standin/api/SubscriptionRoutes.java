package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /v1/subscriptions}. */
final class SubscriptionRoutes {

    private static final String ALL = "/v1/subscriptions";
    private static final String ONE = ALL + "/{id}";

    private static final Set<String> COMMON =
            Set.of(
                    "cancel_at",
                    "cancel_at_period_end",
                    "collection_method",
                    "days_until_due",
                    "default_payment_method",
                    "description",
                    "items[][price]",
                    "items[][quantity]",
                    "items[][metadata][*]",
                    "metadata[*]",
                    "off_session",
                    "payment_behavior",
                    "proration_behavior",
                    "trial_end",
                    "trial_settings[end_behavior][missing_payment_method]");

    private static final Set<String> CREATE =
            with(COMMON, "billing_mode[type]", "customer", "trial_period_days");

    private static final Set<String> UPDATE =
            with(
                    COMMON,
                    "billing_cycle_anchor",
                    "billing_cycle_anchor[type]",
                    "cancellation_details[comment]",
                    "cancellation_details[feedback]",
                    "items[][id]",
                    "items[][deleted]",
                    "pause_collection[behavior]",
                    "pause_collection[resumes_at]");

    private static final Set<String> CANCEL =
            Set.of("cancellation_details[comment]", "cancellation_details[feedback]");

    private static final Set<String> RESUME =
            Set.of("billing_cycle_anchor", "billing_cycle_anchor[type]", "proration_behavior");

    private static final Set<String> PAUSE = Set.of("type", "invoicing_behavior");

    private final Engine engine;

    SubscriptionRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ALL, CREATE, this::create),
                Route.get(
                        ALL,
                        Listing.paramsWithCreated(
                                "customer", "price", "status", "collection_method"),
                        this::list),
                Route.get(ONE, Set.of(), call -> find(call).json()),
                Route.post(ONE, UPDATE, this::update),
                Route.delete(ONE, CANCEL, this::cancel),
                Route.post(ONE + "/resume", RESUME, this::resume),
                Route.post(ONE + "/pause", PAUSE, this::pause));
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    /** New subscriptions became flexible by default with the versions after 2025-09-30. */
    private ObjectNode create(Call call) {
        boolean flexible = call.version().isAtLeast(StripeVersion.DAHLIA);
        return engine.signups().create(call.params(), flexible).json();
    }

    private ObjectNode update(Call call) {
        Subscription subscription = find(call);
        engine.update(subscription, call.params());
        return subscription.json();
    }

    private ObjectNode cancel(Call call) {
        Subscription subscription = find(call);
        if (subscription.isTerminal()) {
            throw Refusal.notFound("subscription", call.id());
        }
        engine.cancel(subscription, call.params());
        return subscription.json();
    }

    private ObjectNode resume(Call call) {
        Subscription subscription = find(call);
        engine.resume(subscription, call.params());
        return subscription.json();
    }

    private ObjectNode pause(Call call) {
        if (!call.version().isAtLeast(StripeVersion.ENDIVE)) {
            throw Refusal.of(
                    404,
                    Refusal.INVALID_REQUEST,
                    "Unrecognized request URL (POST: /v1/subscriptions/%s/pause)."
                            .formatted(call.id()),
                    null);
        }
        Subscription subscription = find(call);
        engine.pause(subscription, call.params());
        return subscription.json();
    }

    private ObjectNode list(Call call) {
        return new Listing<Subscription>(ALL, "subscription", Doc::id, Doc::json)
                .page(
                        engine.books().store().subscriptions().newestFirst(),
                        subscription -> fits(subscription, call.params()),
                        call.params());
    }

    private static boolean fits(Subscription subscription, Params params) {
        return hasStatus(subscription, params.text("status").orElse(""))
                && params.text("customer").map(subscription.customerId()::equals).orElse(true)
                && params.text("collection_method")
                        .map(subscription.text("collection_method")::equals)
                        .orElse(true)
                && params.text("price").map(price -> hasPrice(subscription, price)).orElse(true)
                && Listing.createdFits(subscription.created(), params);
    }

    /** Without a word, all that are not cancelled. */
    private static boolean hasStatus(Subscription subscription, String wanted) {
        return switch (wanted) {
            case "" -> !subscription.is(Subscription.CANCELED);
            case "all" -> true;
            case "ended" -> subscription.isTerminal();
            default -> subscription.is(wanted);
        };
    }

    private static boolean hasPrice(Subscription subscription, String price) {
        return subscription.items().stream().anyMatch(item -> item.priceId().equals(price));
    }

    private Subscription find(Call call) {
        return Find.in(engine.books().store().subscriptions(), call.id());
    }
}
