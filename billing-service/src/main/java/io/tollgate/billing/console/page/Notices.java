package io.tollgate.billing.console.page;

import io.tollgate.billing.console.session.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What was just done, told once on the page a form leads to. It stays in the browser between the
 * two; a made-up one is shown as text to who has made it up.
 */
@ApplicationScoped
class Notices {

    private static final String COOKIE = "tollgate_console_notice";
    private static final String PATH = "/console";
    private static final int MAX = 500;

    private final RoutingContext context;
    private final Sessions sessions;

    Notices(RoutingContext context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    void leave(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        context.response()
                .addCookie(cookie(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    Optional<String> take() {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Optional.empty();
        }
        String value = cookie.getValue();
        context.response().addCookie(cookie("").setMaxAge(0));
        try {
            String text = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
            return Optional.of(text.length() > MAX ? text.substring(0, MAX) : text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSecure(sessions.isSecure(context.request()))
                .setSameSite(CookieSameSite.STRICT);
    }
}
