package io.tollgate.billing.console.signin;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.ErrorPages;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleConfig;
import io.tollgate.billing.console.session.ProviderTenant;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.console.session.Sessions;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * Where somebody is sent to the identity provider, and comes back from it. Who comes back with a
 * role gets a session of the console's own; nothing of the provider's is kept.
 */
@Path(ProviderTenant.PATH)
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism("code")
@Authenticated
public class ProviderResource {

    private static final Logger LOG = Logger.getLogger(ProviderResource.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final ConsoleConfig config;
    private final SecurityIdentity identity;
    private final OidcSession provided;
    private final Pages pages;
    private final ErrorPages errors;

    ProviderResource(
            Sessions sessions,
            ConsoleConfig config,
            SecurityIdentity identity,
            OidcSession provided,
            Pages pages,
            ErrorPages errors) {
        this.sessions = sessions;
        this.config = config;
        this.identity = identity;
        this.provided = provided;
        this.pages = pages;
        this.errors = errors;
    }

    /** Somebody is back. */
    @GET
    @Operation(hidden = true)
    public Response back(RoutingContext context) {
        String name = name();
        Optional<Role> role = role();
        provided.logout().await().atMost(PATIENCE);
        if (role.isEmpty()) {
            LOG.warnf("sign-in through the provider without a role");
            return errors.page(
                    403,
                    "No role here",
                    "The identity provider knows you, and gives you no role at this console.");
        }
        LOG.infof("signed in user=%s role=%s via=oidc", name, role.get().wire());
        context.response().addCookie(sessions.beginOfProvider(name, role.get(), context.request()));
        return pages.to("/console");
    }

    private Optional<Role> role() {
        if (identity.hasRole(config.oidc().adminRole())) {
            return Optional.of(Role.ADMIN);
        }
        return identity.hasRole(config.oidc().supportRole())
                ? Optional.of(Role.SUPPORT)
                : Optional.empty();
    }

    private String name() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            Object claim = token.getClaim(config.oidc().nameClaim());
            return claim instanceof String text && !text.isBlank() ? text : token.getSubject();
        }
        return identity.getPrincipal().getName();
    }
}
