package io.tollgate.local.standin.checkout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.PortalSession;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import io.tollgate.local.standin.wire.Urls;
import java.util.List;
import java.util.Map;

/** The customer portal: what its customers may do to their own subscriptions. */
public final class PortalSessions {

    /** Stripe's links are good for minutes, and for an hour once they were used. */
    private static final long GOOD_SECONDS = 3600;

    private static final List<String> FLOWS = List.of("subscription_cancel", "subscription_update");

    private final Engine engine;
    private final Books books;

    PortalSessions(Engine engine) {
        this.engine = engine;
        this.books = engine.books();
    }

    public PortalSession create(Params params) {
        String customer = books.needCustomer(params.need("customer"), "customer").id();
        Urls.check(params, "return_url");
        ObjectNode json = Blanks.of("portal_session", books.ids().next("bps_"), books.now());
        PortalSession session = new PortalSession(json);
        json.put("customer", customer);
        json.put("configuration", params.text("configuration").orElse("bpc_standin"));
        session.text("return_url", params.text("return_url").orElse(null));
        session.text("locale", params.text("locale").orElse(null));
        if (params.isNested("flow_data")) {
            flow(session, params.nested("flow_data"));
        }
        json.put(
                "url",
                books.settings().pages().resolve("/_standin/portal/" + session.id()).toString());
        books.store().portalSessions().add(session);
        return session;
    }

    private void flow(PortalSession session, Params data) {
        data.need("type");
        String type = data.oneOf("type", FLOWS.toArray(String[]::new)).orElseThrow();
        String id = data.nested(type).need("subscription");
        boolean own =
                books.store()
                        .subscriptions()
                        .find(id)
                        .filter(found -> found.customerId().equals(session.customerId()))
                        .isPresent();
        if (!own) {
            throw Refusal.noSuchParam("subscription", id, data.nested(type).full("subscription"));
        }
        session.text("_subscription", id);
        ObjectNode flow = session.json().putObject("flow");
        flow.putObject("after_completion")
                .putNull("hosted_confirmation")
                .putNull("redirect")
                .put("type", "portal_homepage");
        for (String each : FLOWS) {
            flow.set(
                    each,
                    each.equals(type)
                            ? Json.object().putNull("retention").put("subscription", id)
                            : flow.nullNode());
        }
        flow.putNull("subscription_update_confirm").put("type", type);
    }

    /** Whether its link still opens. */
    public boolean isGood(PortalSession session) {
        return books.now() <= session.created() + GOOD_SECONDS;
    }

    /** What the customer sees: all that is not over, or the one it came for. */
    public List<Subscription> subscriptions(PortalSession session) {
        return books.store().subscriptions().newestFirst().stream()
                .filter(it -> it.customerId().equals(session.customerId()) && !it.isTerminal())
                .filter(
                        it ->
                                session.subscriptionId().isEmpty()
                                        || session.subscriptionId().equals(it.id()))
                .toList();
    }

    /** What a subscription could change to. */
    public List<Price> alternatives(Subscription subscription) {
        String present = subscription.firstItem().priceId();
        return books.store().prices().oldestFirst().stream()
                .filter(price -> price.flag("active") && !price.interval().isEmpty())
                .filter(price -> price.currency().equals(subscription.text("currency")))
                .filter(price -> !price.id().equals(present))
                .toList();
    }

    /** At the end of its period; the portal sets only {@code cancel_at} on flexible ones. */
    public void cancelAtPeriodEnd(Subscription subscription) {
        engine.update(
                subscription,
                Params.of(
                        subscription.isFlexible()
                                ? Map.of("cancel_at", "min_period_end")
                                : Map.of("cancel_at_period_end", "true")));
    }

    public void cancelNow(Subscription subscription) {
        engine.cancel(subscription, Params.of(Map.of()));
    }

    /** It goes on after all. */
    public void keep(Subscription subscription) {
        engine.update(subscription, Params.of(Map.of("cancel_at_period_end", "false")));
    }

    public void change(Subscription subscription, String price) {
        engine.update(
                subscription,
                Params.of(
                        Map.of(
                                "items[0][id]",
                                subscription.firstItem().id(),
                                "items[0][price]",
                                price)));
    }
}
