package io.tollgate.local.standin.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.UnaryOperator;

/** Addresses of the merchant's pages, which browsers are sent back to. */
public final class Urls {

    private Urls() {}

    /** Refuses a parameter that is there, but is nothing a browser could be sent to. */
    public static void check(Params params, String name) {
        check(params, name, url -> url);
    }

    /** The same after some placeholder has been filled in. */
    public static void check(Params params, String name, UnaryOperator<String> filled) {
        params.text(name)
                .filter(url -> !isPage(filled.apply(url)))
                .ifPresent(
                        url -> {
                            throw Refusal.invalid("Not a valid URL", name, "url_invalid");
                        });
    }

    private static boolean isPage(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
