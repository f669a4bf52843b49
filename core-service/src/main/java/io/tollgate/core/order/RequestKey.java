package io.tollgate.core.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A caller's idempotency key and what it was used for.
 *
 * @param key unique for a user
 * @param hash of the order it was sent with, to tell a repeat from a mistake
 */
record RequestKey(String key, String hash) {

    static RequestKey of(String key, Priced priced) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text(priced).getBytes(StandardCharsets.UTF_8));
            return new RequestKey(key, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was asked for; the price is the catalogue's, and may have changed since. */
    private static String text(Priced priced) {
        StringBuilder text = new StringBuilder(priced.currency());
        priced.lines()
                .forEach(l -> text.append('\n').append(l.sku()).append(' ').append(l.quantity()));
        return priced.lines().isEmpty()
                ? text.append(' ').append(priced.amount()).toString()
                : text.toString();
    }
}
