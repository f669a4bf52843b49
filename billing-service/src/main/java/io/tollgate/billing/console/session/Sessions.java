package io.tollgate.billing.console.session;

import io.tollgate.billing.console.session.Users.User;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as sealed cookies: any replica with the same key knows them, and nothing is kept here.
 * Who is no longer in the settings has none.
 */
@Singleton
public class Sessions {

    static final String COOKIE = "tollgate_console";

    /** The cookie that ties the sign-in form to the browser it was shown in. */
    static final String BEFORE = "tollgate_console_before";

    private static final String PATH = "/console";

    private final ConsoleConfig config;
    private final boolean provided;
    private final Clock clock;
    private final Users users;
    private final @Nullable Seals seals;

    Sessions(ConsoleConfig config, ProviderConfig provider, Clock clock) {
        this.config = config;
        this.provided = provider.issuer().isPresent();
        this.clock = clock;
        this.users = Users.of(config.users());
        this.seals = config.sessionKey().filter(key -> !key.isBlank()).map(Seals::new).orElse(null);
    }

    /** Whether anybody could sign in. */
    public boolean isOn() {
        return seals != null && (hasUsers() || hasProvider());
    }

    /** Whether there are users who sign in by the form. */
    public boolean hasUsers() {
        return !users.isEmpty();
    }

    /** Whether there is an identity provider to sign in at. */
    public boolean hasProvider() {
        return provided;
    }

    Users users() {
        return users;
    }

    /** The session a request belongs to. */
    Optional<Session> of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null || seals == null
                ? Optional.empty()
                : seals.open(cookie.getValue())
                        .flatMap(Session::read)
                        .filter(this::isInTime)
                        .flatMap(this::asOfSettings);
    }

    private boolean isInTime(Session session) {
        return !session.isOver(clock.instant(), config.idle(), config.sessionLimit());
    }

    private Optional<Session> asOfSettings(Session session) {
        if (session.mark().equals(Session.OF_PROVIDER)) {
            return hasProvider() ? Optional.of(session) : Optional.empty();
        }
        return users.find(session.name())
                .filter(user -> user.mark().equals(session.mark()))
                .map(user -> session.as(user.role()));
    }

    /** The cookie of a session that is used, if it is time to write it anew. */
    Optional<Cookie> refreshed(Session session, HttpServerRequest request) {
        Instant now = clock.instant();
        return session.isToBeRefreshed(now)
                ? Optional.of(cookie(session.seenAt(now), request))
                : Optional.empty();
    }

    Cookie begin(User user, HttpServerRequest request) {
        return begin(user.name(), user.role(), user.mark(), request);
    }

    /** Begins the session of somebody an identity provider has sent. */
    public Cookie beginOfProvider(String name, Role role, HttpServerRequest request) {
        return begin(name, role, Session.OF_PROVIDER, request);
    }

    private Cookie begin(String name, Role role, String mark, HttpServerRequest request) {
        Instant now = clock.instant();
        return cookie(new Session(name, role, mark, seals().random(), now, now), request);
    }

    private Cookie cookie(Session session, HttpServerRequest request) {
        return cookie(COOKIE, seals().seal(session.write()), request);
    }

    /** Takes a session's cookie away. */
    public Cookie end(HttpServerRequest request) {
        return cookie(COOKIE, "", request).setMaxAge(0);
    }

    /** Lax and not Strict: a link in a notice has to lead where it says. Forms have a token. */
    private Cookie cookie(String name, String value, HttpServerRequest request) {
        return Cookie.cookie(name, value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSecure(isSecure(request))
                .setSameSite(CookieSameSite.LAX);
    }

    /** Whether the browser came by https: a proxy may have taken it off. */
    public boolean isSecure(HttpServerRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        return request.isSSL()
                || config.publicUrl().filter(url -> url.startsWith("https:")).isPresent()
                || (forwarded != null && forwarded.toLowerCase(Locale.ROOT).startsWith("https"));
    }

    /** What the sign-in form's token is made from: kept by the browser, made if it has none. */
    public Before before(HttpServerRequest request) {
        Cookie cookie = request.getCookie(BEFORE);
        Optional<String> kept = cookie == null ? Optional.empty() : seals().open(cookie.getValue());
        String nonce = kept.orElseGet(seals()::random);
        return new Before(
                seals().token(nonce),
                kept.isPresent() ? null : cookie(BEFORE, seals().seal(nonce), request));
    }

    /**
     * The token of a form for somebody who has not signed in.
     *
     * @param cookie to be set; null if the browser has it
     */
    public record Before(String token, @Nullable Cookie cookie) {}

    String token(Session session) {
        return seals().token(session.nonce());
    }

    /** Whether a form has brought the token that belongs to the session it was shown in. */
    boolean isToken(Session session, String offered) {
        return seals().isToken(session.nonce(), offered);
    }

    /** Whether the sign-in form has brought the token that belongs to its browser. */
    boolean isTokenBefore(HttpServerRequest request, String offered) {
        Cookie before = request.getCookie(BEFORE);
        return before != null
                && seals != null
                && seals.open(before.getValue())
                        .filter(nonce -> seals().isToken(nonce, offered))
                        .isPresent();
    }

    private Seals seals() {
        if (seals == null) {
            throw new IllegalStateException("the console is off");
        }
        return seals;
    }
}
