package io.tollgate.core.platform;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers of {@code /internal} by their API key. {@code X-API-Key: s}, {@code Authorization:
 * X-API-Key s} and {@code Authorization: X-API-Key: s} mean the same.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    /** What resources name to be bound to this mechanism. */
    static final String SCHEME = "api-key";

    private static final String HEADER = "X-API-Key";
    private static final Pattern AUTHORIZATION =
            Pattern.compile("X-API-Key:?\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    private final Keyring keyring;

    ApiKeyMechanism(Keyring keyring) {
        this.keyring = keyring;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identityProviders) {
        String key = offeredKey(context.request());
        if (key == null) {
            return Uni.createFrom().nullItem();
        }
        Optional<Caller> caller = keyring.ownerOf(key);
        if (caller.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("unknown API key"));
        }
        MDC.put("caller", caller.get().name());
        return Uni.createFrom().item(identity(caller.get()));
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRole(caller.scope())
                .build();
    }

    private static @Nullable String offeredKey(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        if (header != null) {
            return header.strip();
        }
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return null;
        }
        Matcher matcher = AUTHORIZATION.matcher(authorization);
        return matcher.matches() ? matcher.group(1) : null;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", HEADER));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(
                        new HttpCredentialTransport(
                                HttpCredentialTransport.Type.OTHER_HEADER, HEADER, SCHEME));
    }
}
