package io.tollgate.local.standin.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.checkout.PageUrls;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Map;

/** Where somebody pays or leaves. A declined card stays on the page, and the session open. */
final class CheckoutPage {

    private static final String PATH = "/_standin/checkout/";
    private static final String METHOD = "payment_method";

    /** Every kind of outcome once; any other test method can be posted as well. */
    private static final Map<String, String> OFFERED =
            Map.of(
                    "pm_card_visa", "Pay with a card",
                    "pm_card_chargeDeclined", "Pay with a card that declines",
                    "pm_card_authenticationRequired", "Pay with a card that asks its owner",
                    "pm_sepaDebit_success", "Pay by debit, which takes days",
                    "pm_sepaDebit_failed", "Pay by debit, which comes back after days");

    private final Desk desk;

    CheckoutPage(Desk desk) {
        this.desk = desk;
    }

    /** Draws the page, or does what its form says. */
    Reply answer(String id, String action, Params form) {
        CheckoutSession session = desk.books().store().checkoutSessions().find(id).orElse(null);
        if (session == null) {
            return HostedPages.gone();
        }
        return switch (action) {
            case "" -> session.is(CheckoutSession.OPEN) ? draw(session, "", 200) : after(session);
            case "pay" -> pay(session, form.need(METHOD));
            case "abandon" -> abandon(session);
            default -> HostedPages.gone();
        };
    }

    private Reply pay(CheckoutSession session, String method) {
        try {
            desk.checkout().pay(session, method);
        } catch (Refusal refusal) {
            if (!session.is(CheckoutSession.OPEN)) {
                throw refusal;
            }
            return draw(session, String.valueOf(refusal.getMessage()), refusal.status());
        }
        return session.is(CheckoutSession.OPEN)
                ? Html.redirect("/_standin/authenticate/" + session.intentId())
                : after(session);
    }

    /** Whoever leaves may come back until the session expires. */
    private static Reply abandon(CheckoutSession session) {
        String back = session.text("cancel_url");
        return back.isEmpty()
                ? Html.page("You have left").text("There is nowhere to go back to.").reply(200)
                : Html.redirect(back);
    }

    /** Where somebody goes whose session is over. */
    static Reply after(CheckoutSession session) {
        if (!session.is(CheckoutSession.COMPLETE)) {
            return HostedPages.gone();
        }
        return Html.redirect(PageUrls.success(session));
    }

    private Reply draw(CheckoutSession session, String message, int status) {
        Html page = Html.page("Checkout").alert(message);
        for (JsonNode item : session.json().path("_line_items")) {
            page.text(
                    "%d x %s: %d %s"
                            .formatted(
                                    item.path("quantity").asLong(),
                                    item.path("description").asText(),
                                    item.path("amount_total").asLong(),
                                    session.text("currency")));
        }
        page.text("In the smallest unit of the currency.");
        OFFERED.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(
                        each ->
                                page.button(
                                        PATH + session.id() + "/pay",
                                        each.getValue(),
                                        Map.of(METHOD, each.getKey())));
        return page.button(PATH + session.id() + "/abandon", "Leave", Map.of()).reply(status);
    }

    /** The session of an intent, to go on with after authenticating. */
    static CheckoutSession sessionOf(Desk desk, PaymentIntent intent) {
        return desk.books().store().checkoutSessions().get(intent.text("_session"));
    }
}
