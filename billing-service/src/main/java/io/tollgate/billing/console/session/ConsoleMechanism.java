package io.tollgate.billing.console.session;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells who is at the console by the session's cookie, on the console's own addresses and nowhere
 * else: a cookie that a browser sends by itself must not open the admin API.
 */
@ApplicationScoped
public class ConsoleMechanism implements HttpAuthenticationMechanism {

    /** What resources name to be bound to this mechanism. */
    public static final String SCHEME = "console";

    /** A page that refreshes itself is not somebody using it. */
    private static final String LIVE = "/live";

    private final Sessions sessions;

    ConsoleMechanism(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identityProviders) {
        if (!Door.isOfConsole(context.normalizedPath())) {
            return Uni.createFrom().nullItem();
        }
        return sessions.of(context.request())
                .map(
                        session -> {
                            if (!context.normalizedPath().endsWith(LIVE)) {
                                sessions.refreshed(session, context.request())
                                        .ifPresent(context.response()::addCookie);
                            }
                            return Uni.createFrom().item(identity(session));
                        })
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static SecurityIdentity identity(Session session) {
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(session.name()))
                        .addRole(Role.MAY_LOOK);
        return switch (session.role()) {
            case ADMIN -> identity.addRole(Role.MAY_ACT).build();
            case SUPPORT -> identity.build();
        };
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(303, "Location", "/console/sign-in"));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(
                        new HttpCredentialTransport(
                                HttpCredentialTransport.Type.COOKIE, Sessions.COOKIE, SCHEME));
    }
}
