package io.tollgate.local.shop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser may do for the shop's pages: run and load their own files, call the two services
 * and whoever takes the payment, and nothing else.
 */
final class Policy {

    private final String content;

    private Policy(String content) {
        this.content = content;
    }

    /** For pages that run no script. */
    static Policy still() {
        return new Policy(
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
    }

    /**
     * For the page where an order is paid. What Stripe.js needs is Stripe's own list (docs:
     * Security guide, Content security policy).
     */
    static Policy paying(ShopSettings settings) {
        String services = settings.billing() + " " + settings.core() + " " + settings.stripe();
        String scripts = "script-src 'self'";
        String frames = "";
        if (settings.paysAtStripe()) {
            scripts += " https://js.stripe.com https://*.js.stripe.com";
            frames =
                    "; frame-src https://js.stripe.com https://*.js.stripe.com"
                            + " https://hooks.stripe.com";
        }
        return new Policy(still().content + "; " + scripts + "; connect-src " + services + frames);
    }

    /** As headers, with what else keeps a page to itself. */
    Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Content-Security-Policy", content);
        headers.put("X-Content-Type-Options", "nosniff");
        // An address may hold a client secret for a moment: it goes to nobody.
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
