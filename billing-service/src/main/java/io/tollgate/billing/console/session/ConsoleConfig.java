package io.tollgate.billing.console.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may use the console, and for how long. Without users and without a provider it is off. */
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
}
