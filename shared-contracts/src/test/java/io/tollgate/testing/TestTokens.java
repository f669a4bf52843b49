package io.tollgate.testing;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Bearer tokens that the service under test accepts, or refuses for one reason. */
public final class TestTokens {

    private TestTokens() {}

    /** A token of an operator. */
    public static String admin() {
        return token("operator-1", "admin", TestEnvironment.ISSUER, TestEnvironment.AUDIENCE);
    }

    /** A token of an operator that bears a name, such as an e-mail address, beside its subject. */
    public static String adminNamed(String name) {
        return Jwt.subject("operator-1")
                .upn(name)
                .groups(Set.of("admin"))
                .issuer(TestEnvironment.ISSUER)
                .audience(TestEnvironment.AUDIENCE)
                .expiresIn(Duration.ofMinutes(10))
                .sign(privateKey());
    }

    /** A token of an ordinary user. */
    public static String user(String userId) {
        return token(userId, "user", TestEnvironment.ISSUER, TestEnvironment.AUDIENCE);
    }

    /** A token with any of its claims chosen. */
    public static String token(String subject, String role, String issuer, String audience) {
        return Jwt.subject(subject)
                .groups(Set.of(role))
                .issuer(issuer)
                .audience(audience)
                .expiresIn(Duration.ofMinutes(10))
                .sign(privateKey());
    }

    private static PrivateKey privateKey() {
        String encoded =
                ConfigProvider.getConfig().getValue(TestEnvironment.PRIVATE_KEY, String.class);
        try {
            byte[] der = Base64.getDecoder().decode(encoded);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
