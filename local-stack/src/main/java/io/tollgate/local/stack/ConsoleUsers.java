package io.tollgate.local.stack;

import java.util.Map;

/**
 * Two users of billing's console with passwords that everybody knows: billing takes them only as a
 * demo, and a demo never with a live key.
 */
public final class ConsoleUsers {

    /** Somebody who signs in. */
    public record User(String name, String password) {}

    /** May act. */
    public static final User ADMIN = new User("admin", "demo-admin");

    /** May look. */
    public static final User SUPPORT = new User("support", "demo-support");

    private static final String USERS =
            "admin:admin:$2y$10$cZEg..iYPEEbhHJSzF20BeE/N53Tq5qVHf9rQHOan.yWRMFx0HwWi,"
                + "support:support:$2y$10$z9asyfbISpObe2zTtOe.a.7iVFxtnAkTiSflUPJ0SamNCKA6QqMT.";

    private ConsoleUsers() {}

    /** What billing needs to let them in; sessions outlive a restart, as the secrets do. */
    static Map<String, String> settings(Secrets secrets) {
        return Map.of(
                "TOLLGATE_DEMO",
                "true",
                "CONSOLE_USERS",
                USERS,
                "CONSOLE_SESSION_KEY",
                "console_" + secrets.webhookSecret());
    }
}
