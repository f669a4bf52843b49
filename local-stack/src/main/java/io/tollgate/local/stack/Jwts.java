package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Mints bearer tokens with a key pair of the stack's own, made once per directory. */
public final class Jwts {

    /** Who signs, as the services are told. */
    public static final String ISSUER = "https://tollgate.localhost/local-stack";

    /** Whom the tokens are for, as the services are told. */
    public static final String AUDIENCE = "tollgate";

    /** Long enough for a working day, short enough to be forgotten. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    private static final int KEY_BITS = 2048;

    private final Path publicKeyFile;
    private final PrivateKey privateKey;

    private Jwts(Path publicKeyFile, PrivateKey privateKey) {
        this.publicKeyFile = publicKeyFile;
        this.privateKey = privateKey;
    }

    /** The mint of a directory; its keys are made if there are none. */
    public static Jwts in(Path directory) {
        Path publicFile = directory.resolve("jwt-public.pem");
        Path privateFile = directory.resolve("jwt-private.pem");
        if (!Files.exists(publicFile) || !Files.exists(privateFile)) {
            generate(publicFile, privateFile);
        }
        try {
            return new Jwts(publicFile.toAbsolutePath(), decode(Files.readString(privateFile)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + privateFile, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StackException(privateFile + " holds no RSA key; delete it", e);
        }
    }

    /** A token of an operator. */
    public String admin(String subject) {
        return token(subject, "admin", Instant.now(), LIFETIME);
    }

    /** A token of an ordinary user, whose id is the subject. */
    public String user(String userId) {
        return token(userId, "user", Instant.now(), LIFETIME);
    }

    /** A token with its claims chosen. */
    public String token(String subject, String role, Instant issuedAt, Duration lifetime) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringListClaim("groups", role);
        claims.setIssuedAt(NumericDate.fromMilliseconds(issuedAt.toEpochMilli()));
        claims.setExpirationTime(
                NumericDate.fromMilliseconds(issuedAt.plus(lifetime).toEpochMilli()));
        claims.setGeneratedJwtId();
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setHeader("typ", "JWT");
        token.setPayload(claims.toJson());
        token.setKey(privateKey);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    Path publicKeyFile() {
        return publicKeyFile;
    }

    private static void generate(Path publicFile, Path privateFile) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair pair = generator.generateKeyPair();
            PrivateFiles.write(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            PrivateFiles.write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static PrivateKey decode(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    }
}
