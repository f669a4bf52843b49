package io.tollgate.billing.console.session;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Turns forms away that do not bring the token of the session they were shown in. */
final class FormGuard {

    private static final Logger LOG = Logger.getLogger(FormGuard.class);

    private static final String FIELD = "token";
    private static final String HEADER = "X-CSRF-Token";
    private static final String SIGN_IN = "/console/sign-in";

    private final Sessions sessions;
    private final Here here;

    FormGuard(Sessions sessions, Here here) {
        this.sessions = sessions;
        this.here = here;
    }

    /** Goes on only with the right token. */
    @Form
    @WithFormRead
    @ServerRequestFilter
    public Optional<Response> check(
            ResteasyReactiveContainerRequestContext context, RoutingContext routing) {
        if (isRight(routing, offered(context))) {
            return Optional.empty();
        }
        LOG.warnf("form without its token refused path=%s", routing.normalizedPath());
        throw new StaleForm();
    }

    private boolean isRight(RoutingContext routing, @Nullable String token) {
        HttpServerRequest request = routing.request();
        if (token == null) {
            return false;
        }
        return routing.normalizedPath().equals(SIGN_IN)
                ? sessions.isTokenBefore(request, token)
                : here.session().filter(session -> sessions.isToken(session, token)).isPresent();
    }

    private static @Nullable String offered(ResteasyReactiveContainerRequestContext context) {
        String header = context.getHeaderString(HEADER);
        if (header != null) {
            return header;
        }
        Object field =
                ((ResteasyReactiveRequestContext) context.getServerRequestContext())
                        .getFormParameter(FIELD, true, false);
        return field instanceof String text ? text : null;
    }
}
