package io.tollgate.local.client;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Does what people do on the pages of a running stand-in for Stripe. A page is given by the {@code
 * url} of its session.
 */
public final class StandInPages {

    private static final int SEE_OTHER = 303;

    StandInPages() {}

    /**
     * Pays at a checkout page.
     *
     * @param method a test payment method such as {@code pm_card_visa}
     * @return where the browser is sent: the success page, or the page where the card's owner is
     *     asked
     * @throws IOException if the card is declined: the page says so, and the session stays open
     */
    public URI pay(URI page, String method) throws IOException {
        return post(page, "pay", Map.of("payment_method", method));
    }

    /** Leaves a checkout page; gives the merchant's page that the browser is sent to. */
    public URI abandon(URI page) throws IOException {
        return post(page, "abandon", Map.of());
    }

    /** The owner of a card authenticates; gives the page the browser goes on to. */
    public URI authenticate(URI page) throws IOException {
        return post(page, "complete", Map.of());
    }

    /** The owner of a card does not. */
    public URI failAuthentication(URI page) throws IOException {
        return post(page, "fail", Map.of());
    }

    /** A customer cancels a subscription at the portal, for the end of its period. */
    public void cancel(URI portal, String subscription) throws IOException {
        post(portal, "cancel", Map.of("subscription", subscription));
    }

    public void cancelNow(URI portal, String subscription) throws IOException {
        post(portal, "cancel_now", Map.of("subscription", subscription));
    }

    /** A customer goes on after all with what was to be cancelled. */
    public void keep(URI portal, String subscription) throws IOException {
        post(portal, "keep", Map.of("subscription", subscription));
    }

    /** A customer changes to another price. */
    public void change(URI portal, String subscription, String price) throws IOException {
        post(portal, "change", Map.of("subscription", subscription, "price", price));
    }

    private static URI post(URI page, String action, Map<String, String> form) throws IOException {
        String path = page.getPath() + "/" + action;
        Redirect redirect = Http.sendForm(page, path, form);
        if (redirect.status() != SEE_OTHER) {
            throw new IOException(path + " answered " + redirect.status());
        }
        return page.resolve(redirect.location());
    }

    /**
     * Where a page sends the browser.
     *
     * @param location empty if it stays
     */
    record Redirect(int status, String location) {}
}
