package io.tollgate.local.standin.checkout;

import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.net.URI;
import java.net.URISyntaxException;

/** The merchant's pages, where browsers go back to. */
public final class PageUrls {

    private static final String SESSION_ID = "{CHECKOUT_SESSION_ID}";

    private PageUrls() {}

    /** Refuses what a browser could not be sent to. */
    static void check(Params params, String name) {
        params.text(name)
                .filter(url -> !isUrl(url.replace(SESSION_ID, "cs")))
                .ifPresent(
                        url -> {
                            throw Refusal.invalid("Not a valid URL", name, "url_invalid");
                        });
    }

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Where a session's success is told, with its id where the merchant wants it. */
    public static String success(CheckoutSession session) {
        return session.text("success_url").replace(SESSION_ID, session.id());
    }
}
