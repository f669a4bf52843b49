package io.tollgate.billing.console.session;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every address of the console: says what browsers may do with its answers, and turns
 * away what changes something and comes from another site, before anything has looked at it.
 */
public final class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private static final String ROOT = "/console";

    /** They have versions, and say themselves for how long they may be kept. */
    private static final String ASSETS = "/console/assets/";

    /** Before every route of the framework, and before the body is taken in. */
    private static final int FIRST = -20_000;

    private static final Set<HttpMethod> HARMLESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'";

    private Door() {}

    /** Whether an address belongs to the console. */
    public static boolean isOfConsole(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    static void install(@Observes Router router, ConsoleConfig config) {
        Optional<String> own = config.publicUrl().map(Door::authority);
        router.route()
                .order(FIRST)
                .handler(
                        request -> {
                            if (!isOfConsole(request.normalizedPath())) {
                                request.next();
                                return;
                            }
                            headers(request.response(), request.normalizedPath());
                            if (HARMLESS.contains(request.request().method())
                                    || isOfThisSite(request.request(), own)) {
                                // No rule for other origins applies here: there is none allowed,
                                // and behind a proxy the own one may look like another.
                                request.request().headers().remove(HttpHeaders.ORIGIN);
                                request.next();
                            } else {
                                refuse(request);
                            }
                        });
    }

    private static void headers(HttpServerResponse response, String path) {
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                // With no-referrer a form's Origin would be null, and could not be checked.
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (!path.startsWith(ASSETS)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    /**
     * What the browser says of where a request comes from. One that says nothing is no browser, and
     * has nobody's cookies; the form's token is asked for all the same.
     */
    private static boolean isOfThisSite(HttpServerRequest request, Optional<String> own) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        // A proxy may change what host stands in the request: then the browser's word counts.
        return site != null || authority(origin).equals(own.orElseGet(() -> hostOf(request)));
    }

    private static String hostOf(HttpServerRequest request) {
        @Nullable String host = request.getHeader(HttpHeaders.HOST);
        return host == null
                ? request.authority() == null ? "" : request.authority().toString()
                : host.toLowerCase(Locale.ROOT);
    }

    /** Host and port as a Host header has them. */
    private static String authority(String url) {
        try {
            String authority = URI.create(url).getRawAuthority();
            return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void refuse(RoutingContext request) {
        LOG.warnf("console request of another site refused path=%s", request.normalizedPath());
        request.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end("Refused: this came from another site. Nothing was done.\n")
                .onComplete(sent -> request.request().connection().close());
    }
}
