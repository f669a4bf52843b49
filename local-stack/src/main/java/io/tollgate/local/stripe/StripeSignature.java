package io.tollgate.local.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook bodies as Stripe does: {@code v1} is the hex HMAC-SHA256 of {@code t.body}, keyed
 * by the bytes of the whole secret, {@code whsec_} included. Not for use by several threads at
 * once.
 */
public final class StripeSignature {

    /** The header that carries it. */
    public static final String HEADER = "Stripe-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    public StripeSignature(String secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The value of the header for a body sent at a time in Unix seconds. */
    public String header(byte[] body, long unixSeconds) {
        return "t=" + unixSeconds + ",v1=" + v1(body, unixSeconds);
    }

    /** The signature alone, as 64 lower-case hex digits. */
    public String v1(byte[] body, long unixSeconds) {
        mac.update((unixSeconds + ".").getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
