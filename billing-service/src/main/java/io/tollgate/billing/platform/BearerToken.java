package io.tollgate.billing.platform;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The bearer token of the present request. With the console's provider on board the framework would
 * look for the token in the provider's hands, where a bearer's never is.
 */
final class BearerToken {

    /** Above the framework's own. */
    private static final int WINS = 100;

    private BearerToken() {}

    @Produces
    @RequestScoped
    @Alternative
    @Priority(WINS)
    static JsonWebToken of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new UnauthorizedException();
    }
}
