package io.tollgate.billing.audit;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who acts.
 *
 * @param name a name from the console's settings, or a token's subject
 * @param role what lets them act
 * @param via through which door they came
 */
public record Operator(String name, String role, Via via) {

    private static final int MAX_NAME = 200;

    /** A way in. */
    public enum Via {
        CONSOLE,
        API;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Operator {
        name = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }

    /**
     * The caller of the admin API. A token's subject is kept: its name claim may be an e-mail
     * address.
     */
    public static Operator ofApi(SecurityContext caller) {
        Principal principal = Objects.requireNonNull(caller.getUserPrincipal());
        String subject =
                principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
        return new Operator(subject == null ? principal.getName() : subject, "admin", Via.API);
    }
}
