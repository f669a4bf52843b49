package io.tollgate.billing.console.session;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An identity provider, as little of one as a sign-in needs; away until it is told to be there. */
public final class ProviderDouble implements QuarkusTestResourceLifecycleManager {

    static final String CLIENT = "tollgate-console";

    private static @Nullable ProviderDouble running;

    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final KeyPair keys = rsa();

    @Override
    public Map<String, String> start() {
        server.start();
        running = this;
        return Map.of(
                "tollgate.console.oidc.issuer",
                server.baseUrl(),
                "tollgate.console.oidc.client-id",
                CLIENT,
                "tollgate.console.oidc.client-secret",
                "a-secret-of-the-tests-with-enough-length");
    }

    @Override
    public void stop() {
        server.stop();
    }

    static ProviderDouble running() {
        return Objects.requireNonNull(running);
    }

    String url() {
        return server.baseUrl();
    }

    void away() {
        server.resetAll();
        server.stubFor(get("/.well-known/openid-configuration").willReturn(serverError()));
    }

    void there() {
        server.resetAll();
        server.stubFor(
                get("/.well-known/openid-configuration")
                        .willReturn(
                                okJson(
                                        ("{'issuer':'%1$s','authorization_endpoint':'%1$s/authorize',"
                                             + "'token_endpoint':'%1$s/token',"
                                             + "'jwks_uri':'%1$s/jwks'}")
                                                .formatted(url())
                                                .replace('\'', '"'))));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        server.stubFor(
                get("/jwks")
                        .willReturn(
                                okJson(
                                        ("{'keys':[{'kty':'RSA','kid':'k1','alg':'RS256','use':'sig',"
                                             + "'n':'%s','e':'%s'}]}")
                                                .formatted(
                                                        base64(key.getModulus()),
                                                        base64(key.getPublicExponent()))
                                                .replace('\'', '"'))));
    }

    /** Whoever comes back with a code is this. */
    void knows(String subject, String name, List<String> groups, String nonce) {
        String token =
                Jwt.subject(subject)
                        .claim("preferred_username", name)
                        .claim("groups", groups)
                        .claim("nonce", nonce)
                        .issuer(url())
                        .audience(CLIENT)
                        .expiresIn(Duration.ofMinutes(5))
                        .jws()
                        .keyId("k1")
                        .sign(keys.getPrivate());
        server.stubFor(
                post("/token")
                        .willReturn(
                                okJson(
                                        ("{'access_token':'%1$s','id_token':'%1$s',"
                                                        + "'token_type':'Bearer','expires_in':300}")
                                                .formatted(token)
                                                .replace('\'', '"'))));
    }

    /** What was sent with the code. */
    String lastExchange() {
        return server.findAll(postRequestedFor(urlEqualTo("/token"))).getLast().getBodyAsString();
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
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
}
