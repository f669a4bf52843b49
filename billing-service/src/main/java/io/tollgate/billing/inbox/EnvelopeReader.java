package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event's envelope from its signed bytes. Never fails: whatever Stripe signed is kept,
 * under its own id or under the hash of its bytes.
 */
final class EnvelopeReader {

    private EnvelopeReader() {}

    /**
     * Reads the envelope.
     *
     * @param expectedLivemode the mode this endpoint is for; null accepts both
     */
    static Envelope read(byte[] body, @Nullable Boolean expectedLivemode) {
        Optional<JsonNode> parsed = Outline.read(body);
        if (parsed.isEmpty()) {
            return unusable(body, Reason.UNREADABLE_BODY);
        }
        JsonNode event = parsed.get();
        String eventId = StripeJson.id(event.path("id"));
        String object = event.path("object").asText();
        if (eventId == null || !(object.equals("event") || object.equals("v2.core.event"))) {
            return unusable(body, Reason.NO_EVENT_ID);
        }
        return read(event, eventId, expectedLivemode);
    }

    private static Envelope read(
            JsonNode event, String eventId, @Nullable Boolean expectedLivemode) {
        String type = StripeJson.id(event.path("type"));
        Long created = StripeJson.seconds(event.path("created"));
        JsonNode livemode = event.path("livemode");
        Lanes.Routing routing =
                type == null || created == null
                        ? new Lanes.Routing(null, Reason.UNKNOWN_SHAPE)
                        : Lanes.of(type, event.path("data").path("object"));
        Envelope envelope =
                new Envelope(
                        eventId,
                        type == null ? "unknown" : type,
                        StripeJson.id(event.path("api_version")),
                        created == null ? 0 : created,
                        livemode.isBoolean() ? (Boolean) livemode.booleanValue() : null,
                        routing.lane(),
                        routing.reason());
        Reason foreign = foreign(event, envelope, expectedLivemode);
        return foreign == null ? envelope : envelope.parkedAs(foreign);
    }

    private static @Nullable Reason foreign(
            JsonNode event, Envelope envelope, @Nullable Boolean expectedLivemode) {
        if (event.path("object").asText().equals("v2.core.event")) {
            return Reason.THIN_EVENT;
        }
        if (expectedLivemode != null && !expectedLivemode.equals(envelope.livemode())) {
            return Reason.LIVEMODE_MISMATCH;
        }
        return event.path("account").isTextual() ? Reason.CONNECTED_ACCOUNT : null;
    }

    private static Envelope unusable(byte[] body, Reason reason) {
        return new Envelope("sha256:" + sha256(body), "unknown", null, 0, null, null, reason);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
