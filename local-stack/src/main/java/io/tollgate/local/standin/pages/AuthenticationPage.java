package io.tollgate.local.standin.pages;

import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.state.PaymentIntent;
import java.util.Map;

/** Where the owner of a card proves to be its owner, and goes back to where they came from. */
final class AuthenticationPage {

    private static final String PATH = "/_standin/authenticate/";

    private final Desk desk;

    AuthenticationPage(Desk desk) {
        this.desk = desk;
    }

    /** Draws the page, or does what its form says. */
    Reply answer(String id, String action) {
        PaymentIntent intent = desk.books().store().paymentIntents().find(id).orElse(null);
        if (intent == null || !intent.is(PaymentIntent.NEEDS_ACTION)) {
            return HostedPages.gone();
        }
        String back = intent.json().at("/next_action/redirect_to_url/return_url").asText("");
        switch (action) {
            case "" -> {
                return draw(intent);
            }
            case "complete" -> desk.engine().payments().authenticate(intent);
            case "fail" -> desk.engine().payments().failAuthentication(intent);
            default -> {
                return HostedPages.gone();
            }
        }
        return intent.text("_session").isEmpty() ? back(intent, back) : toSession(intent);
    }

    private Reply toSession(PaymentIntent intent) {
        CheckoutSession session = CheckoutPage.sessionOf(desk, intent);
        return session.is(CheckoutSession.OPEN)
                ? Html.redirect("/_standin/checkout/" + session.id())
                : CheckoutPage.after(session);
    }

    /** Stripe adds what became of it to the address. */
    private static Reply back(PaymentIntent intent, String url) {
        if (url.isEmpty()) {
            return Html.page("Done").text("You may close this page.").reply(200);
        }
        String status = intent.is(PaymentIntent.SUCCEEDED) ? "succeeded" : "failed";
        return Html.redirect(
                url
                        + (url.contains("?") ? "&" : "?")
                        + "payment_intent="
                        + intent.id()
                        + "&payment_intent_client_secret="
                        + intent.clientSecret()
                        + "&redirect_status="
                        + status);
    }

    private static Reply draw(PaymentIntent intent) {
        return Html.page("Authentication")
                .text("%d %s".formatted(intent.amount(), intent.currency()))
                .button(PATH + intent.id() + "/complete", "Complete", Map.of())
                .button(PATH + intent.id() + "/fail", "Fail", Map.of())
                .reply(200);
    }
}
