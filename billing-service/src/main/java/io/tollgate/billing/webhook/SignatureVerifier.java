package io.tollgate.billing.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code Stripe-Signature} over the raw bytes, before anything is parsed (Stripe: "Verify
 * webhook signatures manually"): {@code v1} is the hex HMAC-SHA256 of {@code <t>.<body>} under the
 * endpoint secret, its {@code whsec_} included. Any valid {@code v1} under any configured secret is
 * enough, since Stripe sends one per secret while a secret is rolled.
 *
 * <p>Stricter than Stripe's libraries: exactly one {@code t}, in plain digits, not too old and not
 * from the future. The text of {@code t} is signed as it stands, so no locale has a say.
 */
final class SignatureVerifier {

    /** A genuine header has a time and one or two signatures: about 150 characters. */
    private static final int MAX_HEADER_CHARS = 4096;

    /** Stripe signs with every active secret, and there are at most a few. */
    private static final int MAX_SIGNATURES = 10;

    /** Unix seconds have ten digits until the year 2286. */
    private static final int MAX_TIME_DIGITS = 12;

    private static final int HEX_CHARS = 64;

    /** Why a delivery is refused; the caller only learns that it is. */
    enum Rejection {
        HEADER_MISSING,
        HEADER_MALFORMED,
        TOO_OLD,
        FROM_THE_FUTURE,
        NO_MATCH
    }

    /** What a check found. */
    sealed interface Verdict {

        /**
         * Signed by Stripe.
         *
         * @param livemode the mode of the secret that matched; null if it was not said
         */
        record Genuine(@Nullable Boolean livemode) implements Verdict {}

        /** Not to be kept. */
        record Refused(Rejection reason) implements Verdict {}
    }

    private record Header(String time, List<byte[]> signatures) {}

    private final Clock clock;
    private final Duration tolerance;

    SignatureVerifier(Clock clock, Duration tolerance) {
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /**
     * Checks one delivery.
     *
     * @param headers every {@code Stripe-Signature} line of the request
     */
    Verdict check(List<String> headers, byte[] body, List<WebhookSecret> secrets) {
        if (headers.isEmpty()) {
            return new Verdict.Refused(Rejection.HEADER_MISSING);
        }
        Header header = parse(String.join(",", headers));
        if (header == null) {
            return new Verdict.Refused(Rejection.HEADER_MALFORMED);
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(header.time());
        if (age > tolerance.toSeconds()) {
            return new Verdict.Refused(Rejection.TOO_OLD);
        }
        if (-age > tolerance.toSeconds()) {
            return new Verdict.Refused(Rejection.FROM_THE_FUTURE);
        }
        WebhookSecret signer = signer(header, body, secrets);
        return signer == null
                ? new Verdict.Refused(Rejection.NO_MATCH)
                : new Verdict.Genuine(signer.livemode());
    }

    private static @Nullable Header parse(String value) {
        if (value.length() > MAX_HEADER_CHARS) {
            return null;
        }
        String time = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            if (part.startsWith("t=")) {
                if (time != null || !isTime(part.substring(2))) {
                    return null;
                }
                time = part.substring(2);
            } else if (part.startsWith("v1=") && isSignature(part.substring(3))) {
                signatures.add(HexFormat.of().parseHex(part, 3, part.length()));
            }
        }
        if (time == null || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            return null;
        }
        return new Header(time, signatures);
    }

    private static boolean isTime(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TIME_DIGITS
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isSignature(String text) {
        return text.length() == HEX_CHARS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Looks at every pair, whether or not one has matched, so that time tells nothing. */
    private static @Nullable WebhookSecret signer(
            Header header, byte[] body, List<WebhookSecret> secrets) {
        WebhookSecret matched = null;
        for (WebhookSecret secret : secrets) {
            byte[] expected = sign(secret, header.time(), body);
            for (byte[] signature : header.signatures()) {
                matched = MessageDigest.isEqual(expected, signature) ? secret : matched;
            }
        }
        return matched;
    }

    private static byte[] sign(WebhookSecret secret, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            mac.update(time.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) '.');
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
