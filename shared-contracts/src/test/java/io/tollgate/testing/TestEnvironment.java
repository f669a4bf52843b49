package io.tollgate.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a service under test its own PostgreSQL on a free port, and a key to check bearer tokens
 * with. {@link TestTokens} signs with the other half.
 */
public final class TestEnvironment implements QuarkusTestResourceLifecycleManager {

    static final String PRIVATE_KEY = "tollgate.test.jwt.private-key";
    static final String ISSUER = "https://login.example.test";
    static final String AUDIENCE = "tollgate";

    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            EmbeddedPostgres started = TestPostgres.start();
            postgres = started;
            KeyPair keys = rsa();
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    started.getJdbcUrl("postgres", "postgres"),
                    "quarkus.datasource.username",
                    "postgres",
                    "quarkus.datasource.password",
                    "postgres",
                    "mp.jwt.verify.publickey",
                    base64(keys.getPublic().getEncoded()),
                    "mp.jwt.verify.issuer",
                    ISSUER,
                    "mp.jwt.verify.audiences",
                    AUDIENCE,
                    PRIVATE_KEY,
                    base64(keys.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    @Override
    public void stop() {
        if (postgres == null) {
            return;
        }
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
