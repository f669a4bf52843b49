package io.tollgate.billing.stripe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Parts of idempotency keys that would be too long, or too telling, as they are. */
public final class StripeKeys {

    /** Half a SHA-256: no two texts share it, and a key stays far below Stripe's 255. */
    private static final int BYTES = 16;

    private StripeKeys() {}

    /** The same text has the same hash, and no other has it. */
    public static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
