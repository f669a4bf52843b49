package io.tollgate.billing.console.session;

import java.util.Locale;
import java.util.Optional;

/** What somebody at the console may do. */
public enum Role {
    /** Look, and act. */
    ADMIN,
    /** Look. */
    SUPPORT;

    /** What resources name; never a role that a bearer token can have. */
    public static final String MAY_ACT = "console.admin";

    /** What resources name that only show something. */
    public static final String MAY_LOOK = "console.look";

    /** The word in the settings. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String word) {
        return switch (word) {
            case "admin" -> Optional.of(ADMIN);
            case "support" -> Optional.of(SUPPORT);
            default -> Optional.empty();
        };
    }
}
