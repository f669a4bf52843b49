package io.tollgate.local.load;

import io.tollgate.local.stripe.StripeSignature;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * One connection's HTTP/1.1 request, written into the same buffer again and again: only the
 * signature and the body change.
 */
final class SignedRequest {

    private static final String PLACEHOLDER = "t=1700000000,v1=" + "0".repeat(64);

    private final byte[] bytes;
    private final int signatureAt;
    private final int bodyAt;
    private final byte[] body = new byte[Bodies.BYTES];
    private final Bodies bodies;
    private final StripeSignature signature;
    private final Clock clock;

    SignedRequest(URI target, Bodies bodies, String secret, Clock clock) {
        this.bodies = bodies;
        this.signature = new StripeSignature(secret);
        this.clock = clock;
        String head =
                """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json; charset=utf-8\r
                User-Agent: local-stack load\r
                Content-Length: %d\r
                %s: %s\r
                \r
                """
                        .formatted(
                                target.getPath(),
                                target.getAuthority(),
                                Bodies.BYTES,
                                StripeSignature.HEADER,
                                PLACEHOLDER);
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        this.signatureAt = head.indexOf(PLACEHOLDER);
        this.bodyAt = headBytes.length;
        this.bytes = new byte[bodyAt + Bodies.BYTES];
        System.arraycopy(headBytes, 0, bytes, 0, bodyAt);
    }

    /** The next event, signed now. The buffer is good until the next call. */
    ByteBuffer next() {
        bodies.next(body, 0);
        System.arraycopy(body, 0, bytes, bodyAt, body.length);
        byte[] header =
                signature
                        .header(body, clock.instant().getEpochSecond())
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, bytes, signatureAt, header.length);
        return ByteBuffer.wrap(bytes);
    }
}
