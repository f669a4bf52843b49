package io.tollgate.billing.console.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may use the console, and for how long. Without users and without OIDC it is off. */
@ConfigMapping(prefix = "tollgate.console")
public interface ConsoleConfig {

    /**
     * Users who sign in by a form, separated by commas: `name:role:hash`, where the role is `admin`
     * (may act) or `support` (may only look), and the hash is bcrypt's of a cost from 10 to 16.
     */
    Optional<String> users();

    /**
     * Seals the cookies of sessions; the same for all replicas. Required for a console, 32
     * characters at least.
     */
    Optional<String> sessionKey();

    /** A session nobody uses ends after this. */
    @WithDefault("30M")
    Duration idle();

    /** A session ends after this, however much it is used. */
    @WithDefault("8H")
    Duration sessionLimit();

    /**
     * The address browsers have of this service, such as `https://billing.example.com`, if a proxy
     * changes scheme or host. With https, cookies are sent over https only.
     */
    Optional<String> publicUrl();

    /** Sign-in through an identity provider. */
    Oidc oidc();

    /** An OpenID provider: authorization code flow with PKCE. */
    interface Oidc {

        /** The provider's issuer URL. It, the client id and secret: all three or none. */
        Optional<String> issuer();

        /** This service's client id there. */
        Optional<String> clientId();

        /** This service's client secret there. */
        Optional<String> clientSecret();

        /** The claim of the id token that lists a user's groups or roles, `/` going deeper. */
        @WithDefault("groups")
        String rolesClaim();

        /** Who has this in the claim may act. */
        @WithDefault("tollgate-admin")
        String adminRole();

        /** Who has this in the claim may look. */
        @WithDefault("tollgate-support")
        String supportRole();

        /** The claim by which actions are kept; the subject where it is missing. */
        @WithDefault("preferred_username")
        String nameClaim();
    }
}
