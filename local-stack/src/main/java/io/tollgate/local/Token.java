package io.tollgate.local;

import io.tollgate.local.stack.Jwts;
import io.tollgate.local.stack.Layout;
import java.time.Instant;
import java.util.List;

/** {@code ./run token USER [ROLE]}: prints one more bearer token of the local stack. */
public final class Token {

    private static final List<String> ROLES = List.of("user", "admin");

    private Token() {}

    public static void main(String[] arguments) {
        String role = arguments.length > 1 ? arguments[1] : "user";
        if (arguments.length < 1 || arguments.length > 2 || !ROLES.contains(role)) {
            System.err.println("usage: ./run token USER [user|admin]");
            System.exit(2);
        }
        Jwts jwts = Jwts.in(Layout.localDirectory());
        System.out.println(jwts.token(arguments[0], role, Instant.now(), Jwts.LIFETIME));
    }
}
