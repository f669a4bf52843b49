package io.tollgate.local.standin.pages;

import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.checkout.PortalSessions;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.state.PortalSession;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Map;

/** Where a customer cancels, goes on after all, or changes to another plan. */
final class PortalPage {

    private static final String PATH = "/_standin/portal/";
    private static final String SUBSCRIPTION = "subscription";
    private static final String PRICE = "price";

    private final Desk desk;
    private final PortalSessions portal;

    PortalPage(Desk desk) {
        this.desk = desk;
        this.portal = desk.portal();
    }

    /** Draws the page, or does what its form says and draws it anew. */
    Reply answer(String id, String action, Params form) {
        PortalSession session = desk.books().store().portalSessions().find(id).orElse(null);
        if (session == null || !portal.isGood(session)) {
            return HostedPages.gone();
        }
        switch (action) {
            case "" -> {
                return draw(session);
            }
            case "cancel" -> portal.cancelAtPeriodEnd(own(session, form));
            case "cancel_now" -> portal.cancelNow(own(session, form));
            case "keep" -> portal.keep(own(session, form));
            case "change" -> portal.change(own(session, form), form.need(PRICE));
            default -> {
                return HostedPages.gone();
            }
        }
        return Html.redirect(PATH + session.id());
    }

    /** Nobody touches what is another's. */
    private Subscription own(PortalSession session, Params form) {
        String id = form.need(SUBSCRIPTION);
        return portal.subscriptions(session).stream()
                .filter(subscription -> subscription.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.noSuchParam(SUBSCRIPTION, id, SUBSCRIPTION));
    }

    private Reply draw(PortalSession session) {
        Html page = Html.page("Your subscriptions");
        portal.subscriptions(session).forEach(each -> draw(page, session, each));
        if (!session.returnUrl().isEmpty()) {
            page.link(session.returnUrl(), "Back");
        }
        return page.reply(200);
    }

    private void draw(Html page, PortalSession session, Subscription subscription) {
        String path = PATH + session.id();
        Map<String, String> it = Map.of(SUBSCRIPTION, subscription.id());
        page.text(
                "%s: %s, %s"
                        .formatted(
                                subscription.id(),
                                subscription.firstItem().priceId(),
                                subscription.status()));
        if (subscription.cancelAt() == null) {
            page.button(path + "/cancel", "Cancel at the end of the period", it);
        } else {
            page.button(path + "/keep", "Do not cancel", it);
        }
        page.button(path + "/cancel_now", "Cancel now", it);
        for (Price price : portal.alternatives(subscription)) {
            page.button(
                    path + "/change",
                    "Change to " + price.id(),
                    Map.of(SUBSCRIPTION, subscription.id(), PRICE, price.id()));
        }
    }
}
