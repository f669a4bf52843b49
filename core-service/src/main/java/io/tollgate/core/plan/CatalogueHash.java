package io.tollgate.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names a version of the catalogue by its text. */
final class CatalogueHash {

    /** 64 bits tell apart more versions than anybody writes, and stay short in every ledger row. */
    private static final int BYTES = 8;

    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    private CatalogueHash() {}

    static boolean isOne(String text) {
        return TEXT.matcher(text).matches();
    }

    static String of(String text) {
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
