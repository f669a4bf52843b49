package io.tollgate.local.shop;

import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a browser: a page, or a file that belongs to one. Nothing is written down anywhere. */
final class Pages {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** All files there are, with their types. */
    private static final Map<String, String> FILES =
            Map.of(
                    "/shop.css", "text/css; charset=utf-8",
                    "/icon.svg", "image/svg+xml",
                    "/checkout.js", SCRIPT,
                    "/calls.js", SCRIPT,
                    "/pay-standin.js", SCRIPT,
                    "/pay-stripe.js", SCRIPT);

    private static final Pattern ORDER = Pattern.compile("/checkout/([1-9][0-9]{0,17})");
    private static final Pattern SESSION =
            Pattern.compile("(?:.*&)?session_id=(\\w{1,200})(?:&.*)?");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final ShopSettings settings;

    Pages(ShopSettings settings) {
        this.settings = settings;
    }

    Reply answer(Request request) {
        if (!request.method().equals("GET")) {
            Map<String, String> headers = Policy.still().headers(HTML);
            headers.put("Allow", "GET");
            return new Reply.Message(405, headers, new byte[0]);
        }
        String path = request.path();
        Matcher order = ORDER.matcher(path);
        if (order.matches()) {
            return checkout(order.group(1));
        }
        if (FILES.containsKey(path)) {
            return new Reply.Message(
                    200, Policy.still().headers(FILES.get(path)), resource(path.substring(1)));
        }
        return switch (path) {
            case "/success" -> note(200, "Thank you", afterCheckout(request.query()));
            case "/cancel" ->
                    note(
                            200,
                            "Nothing was bought",
                            "You left the checkout. Nothing was charged, and you can begin again.");
            case "/portal-return" ->
                    note(
                            200,
                            "Back from the portal",
                            "What you changed there is in force as soon as Stripe has told us.");
            default -> note(404, "Nothing here", "There is no such page.");
        };
    }

    private Reply checkout(String order) {
        Map<String, String> words = new HashMap<>(settings.words());
        words.put("order", order);
        String page = filled("checkout.html", words);
        String script =
                settings.paysAtStripe()
                        ? "<script src=\"https://js.stripe.com/dahlia/stripe.js\"></script>\n"
                        : "";
        return html(200, Policy.paying(settings), page.replace("<!-- stripe.js -->\n", script));
    }

    /** A session's id is plain letters, so what would have to be decoded is none. */
    private static String afterCheckout(String query) {
        Matcher session = SESSION.matcher(query);
        String which = session.matches() ? " " + session.group(1) : "";
        return "Stripe's checkout%s is done. Your plan changes as soon as Stripe has told us."
                .formatted(which);
    }

    private static Reply note(int status, String title, String text) {
        return html(
                status, Policy.still(), filled("note.html", Map.of("title", title, "text", text)));
    }

    private static Reply html(int status, Policy policy, String page) {
        return new Reply.Message(
                status, policy.headers(HTML), page.getBytes(StandardCharsets.UTF_8));
    }

    /** A template with its words in place, each made harmless. */
    private static String filled(String template, Map<String, String> words) {
        String page = new String(resource(template), StandardCharsets.UTF_8);
        return PLACE.matcher(page)
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        escaped(words.getOrDefault(place.group(1), ""))));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
