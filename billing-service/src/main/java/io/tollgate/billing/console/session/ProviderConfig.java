package io.tollgate.billing.console.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** An OpenID provider to sign in at the console through: authorization code flow with PKCE. */
@ConfigMapping(prefix = "tollgate.console.oidc")
public interface ProviderConfig {

    /**
     * The provider's issuer URL. It, the client id and the secret: all three or none. The address
     * to come back to is `/console/sign-in/oidc`.
     */
    Optional<String> issuer();

    /** This service's client id at the provider. */
    Optional<String> clientId();

    /** This service's client secret at the provider. */
    Optional<String> clientSecret();

    /** The claim of the id token that lists a user's groups or roles; `/` leads deeper. */
    @WithDefault("groups")
    String rolesClaim();

    /** Who has this in that claim may act. */
    @WithDefault("tollgate-admin")
    String adminRole();

    /** Who has this in that claim may look. */
    @WithDefault("tollgate-support")
    String supportRole();

    /** What the provider is asked for beside `openid`, such as a scope that it gives groups for. */
    @WithDefault("profile")
    List<String> scopes();

    /**
     * The claim by which actions are kept, behind `oidc:`; the subject where it is missing or an
     * e-mail address.
     */
    @WithDefault("preferred_username")
    String nameClaim();
}
