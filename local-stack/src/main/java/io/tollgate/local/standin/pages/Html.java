package io.tollgate.local.standin.pages;

import io.tollgate.local.standin.http.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes small pages; whatever comes from outside is escaped. */
final class Html {

    private final StringBuilder body = new StringBuilder();
    private final String title;

    private Html(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    static Html page(String title) {
        return new Html(title);
    }

    Html text(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Something that went wrong, if anything did. */
    Html alert(String message) {
        if (!message.isEmpty()) {
            body.append("<p role=\"alert\">").append(escaped(message)).append("</p>\n");
        }
        return this;
    }

    /** A button that posts fixed values. */
    Html button(String action, String label, Map<String, String> values) {
        body.append("<form method=\"post\" action=\"").append(escaped(action)).append("\">\n");
        values.forEach(
                (name, value) ->
                        body.append("<input type=\"hidden\" name=\"")
                                .append(escaped(name))
                                .append("\" value=\"")
                                .append(escaped(value))
                                .append("\">\n"));
        body.append("<button>").append(escaped(label)).append("</button>\n</form>\n");
        return this;
    }

    Html link(String url, String label) {
        body.append("<p><a href=\"").append(escaped(url)).append("\">");
        body.append(escaped(label)).append("</a></p>\n");
        return this;
    }

    Reply reply(int status) {
        String page =
                "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
                        + escaped(title)
                        + "</title></head>\n<body>\n"
                        + body
                        + "</body>\n</html>\n";
        return new Reply.Message(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
                page.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the browser on. */
    static Reply redirect(String url) {
        return new Reply.Message(
                303, Map.of("Location", URI.create(url).toASCIIString()), new byte[0]);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
