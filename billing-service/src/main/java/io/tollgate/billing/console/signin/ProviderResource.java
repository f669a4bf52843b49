package io.tollgate.billing.console.signin;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.ErrorPages;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ProviderConfig;
import io.tollgate.billing.console.session.ProviderTenant;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.console.session.Sessions;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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
@PermitAll
public class ProviderResource {

    private static final Logger LOG = Logger.getLogger(ProviderResource.class);

    /** Longer than the provider's own time-outs, which are told more clearly. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String OF_PROVIDER = "oidc:";

    private final Sessions sessions;
    private final ProviderConfig config;
    private final Provided provided;
    private final Pages pages;
    private final ErrorPages errors;

    ProviderResource(
            Sessions sessions,
            ProviderConfig config,
            Provided provided,
            Pages pages,
            ErrorPages errors) {
        this.sessions = sessions;
        this.config = config;
        this.provided = provided;
        this.pages = pages;
        this.errors = errors;
    }

    /** What the framework knows of the provider and who comes from it. */
    @ApplicationScoped
    static class Provided {

        private final CurrentIdentityAssociation identity;
        private final HttpAuthenticator authenticator;
        private final OidcSession session;

        Provided(
                CurrentIdentityAssociation identity,
                HttpAuthenticator authenticator,
                OidcSession session) {
            this.identity = identity;
            this.authenticator = authenticator;
            this.session = session;
        }

        SecurityIdentity who() {
            return identity.getDeferredIdentity().await().atMost(PATIENCE);
        }

        ChallengeData challenge(RoutingContext context) {
            return authenticator.getChallenge(context).await().atMost(PATIENCE);
        }

        void forget() {
            session.logout().await().atMost(PATIENCE);
        }
    }

    /** Somebody is on their way there, or back. */
    @GET
    @Operation(hidden = true)
    public Response pass(RoutingContext context) {
        if (!sessions.isOn()) {
            return errors.off();
        }
        if (!sessions.hasProvider()) {
            throw new NotFoundException();
        }
        try {
            SecurityIdentity who = provided.who();
            return who.isAnonymous() ? go(context) : back(who, context);
        } catch (AuthenticationRedirectException e) {
            // The framework's own step on the way back.
            throw e;
        } catch (AuthenticationFailedException | AuthenticationCompletionException e) {
            LOG.warnf("sign-in through the provider failed: %s", e.getClass().getSimpleName());
            return errors.page(
                    401,
                    "Not signed in",
                    "The identity provider's answer does not fit what it was asked. Sign in"
                            + " again.");
        } catch (RuntimeException e) {
            LOG.errorf("identity provider away: %s", e.getClass().getSimpleName());
            return errors.page(
                    503,
                    "Sign-in is away",
                    "The identity provider cannot be reached. Try again shortly.");
        }
    }

    private Response go(RoutingContext context) {
        ChallengeData challenge = provided.challenge(context);
        Response.ResponseBuilder answer = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    private Response back(SecurityIdentity who, RoutingContext context) {
        String name = name(who);
        Optional<Role> role = role(who);
        provided.forget();
        if (role.isEmpty()) {
            LOG.warn("sign-in through the provider without a role");
            return errors.page(
                    403,
                    "No role here",
                    "The identity provider knows you, and gives you no role at this console.");
        }
        LOG.infof("signed in user=%s role=%s", name, role.get().wire());
        context.response().addCookie(sessions.beginOfProvider(name, role.get(), context.request()));
        return pages.to("/console");
    }

    private Optional<Role> role(SecurityIdentity who) {
        if (who.hasRole(config.adminRole())) {
            return Optional.of(Role.ADMIN);
        }
        return who.hasRole(config.supportRole()) ? Optional.of(Role.SUPPORT) : Optional.empty();
    }

    /** Never that of a user of the settings, and never an e-mail address: it is kept for good. */
    private String name(SecurityIdentity who) {
        if (who.getPrincipal() instanceof JsonWebToken token) {
            Object claim = token.getClaim(config.nameClaim());
            boolean usable =
                    claim instanceof String text && !text.isBlank() && text.indexOf('@') < 0;
            return OF_PROVIDER + (usable ? claim : token.getSubject());
        }
        return OF_PROVIDER + who.getPrincipal().getName();
    }
}
