package io.tollgate.local.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A body of which only the ids change: copying it and overwriting them is all it takes. */
final class BodyTemplate {

    private final byte[] body;
    private final List<Integer> offsets = new ArrayList<>();

    /** All ids must be as long as those written later. */
    BodyTemplate(String body, String... ids) {
        this.body = body.getBytes(StandardCharsets.US_ASCII);
        if (this.body.length != Bodies.BYTES) {
            throw new IllegalStateException("body of " + this.body.length + " bytes");
        }
        for (String id : ids) {
            String unprefixed = id.substring(id.indexOf('_') + 1);
            for (int at = body.indexOf(unprefixed);
                    at >= 0;
                    at = body.indexOf(unprefixed, at + 1)) {
                offsets.add(at);
            }
        }
    }

    /** Writes the body with all its ids replaced; each keeps its prefix. */
    void write(byte[] target, int offset, String unprefixedId) {
        System.arraycopy(body, 0, target, offset, body.length);
        byte[] id = unprefixedId.getBytes(StandardCharsets.US_ASCII);
        for (int at : offsets) {
            System.arraycopy(id, 0, target, offset + at, id.length);
        }
    }
}
