package io.tollgate.local.standin.checkout;

import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Urls;

/** The merchant's pages that a checkout session leads back to. */
public final class PageUrls {

    private static final String SESSION_ID = "{CHECKOUT_SESSION_ID}";

    private PageUrls() {}

    /** Refuses what a browser could not be sent to. */
    static void check(Params params) {
        Urls.check(params, "success_url", url -> url.replace(SESSION_ID, "cs"));
        Urls.check(params, "cancel_url");
    }

    /** Where a session's success is told, with its id where the merchant wants it. */
    public static String success(CheckoutSession session) {
        return session.text("success_url").replace(SESSION_ID, session.id());
    }
}
