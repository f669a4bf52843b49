package io.tollgate.local.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.stripe.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The life of one payment of 1900 as events: declined, on its way, paid, 300 given back and then
 * 400, of which the 400 come back; disputed, and won. Each tells only what Stripe's does.
 */
final class PaymentEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long FIRST_EVENT = 1_790_000_000;
    private static final long AMOUNT = 1900;

    private final Ids ids;
    private final String intent;
    private final ObjectNode metadata;
    private final long step;
    private final String charge;
    private final String laterRefund;
    private final String dispute;

    /**
     * For an intent.
     *
     * @param metadata what the intent says of its order
     * @param step seconds between two events; 0 if all happen within one
     */
    PaymentEvents(Ids ids, String intent, ObjectNode metadata, long step) {
        this.ids = ids;
        this.intent = intent;
        this.metadata = metadata;
        this.step = step;
        this.charge = ids.next("ch_");
        this.laterRefund = ids.next("re_");
        this.dispute = ids.next("du_");
    }

    /** All eight, in the order in which they happened. */
    List<byte[]> life() {
        return List.of(
                failed(0),
                processing(1),
                succeeded(2),
                refunded(3, 300),
                refunded(4, 700),
                refundFailed(5),
                disputeOpened(6),
                disputeWon(7));
    }

    byte[] failed(int at) {
        ObjectNode object = intent("requires_payment_method", 0);
        object.putObject("last_payment_error")
                .put("code", "card_declined")
                .put("decline_code", "generic_decline");
        return event("payment_intent.payment_failed", at, object);
    }

    byte[] processing(int at) {
        return event("payment_intent.processing", at, intent("processing", 0));
    }

    byte[] succeeded(int at) {
        return event("payment_intent.succeeded", at, intent("succeeded", AMOUNT));
    }

    /** What has gone back adds up over all refunds. */
    byte[] refunded(int at, long inAll) {
        ObjectNode object = object("charge", charge).put("amount", AMOUNT);
        object.put("amount_captured", AMOUNT).put("amount_refunded", inAll).put("captured", true);
        object.put("status", "succeeded").put("refunded", inAll == AMOUNT);
        object.put("payment_intent", intent).set("metadata", metadata);
        return event("charge.refunded", at, object);
    }

    /** The refund of 400 comes back. */
    byte[] refundFailed(int at) {
        ObjectNode object = object("refund", laterRefund).put("amount", 400);
        object.put("charge", charge).put("payment_intent", intent).put("status", "failed");
        return event("refund.failed", at, object.put("created", FIRST_EVENT + 4 * step));
    }

    byte[] disputeOpened(int at) {
        return event("charge.dispute.created", at, dispute(dispute, "needs_response"));
    }

    byte[] disputeWon(int at) {
        return event("charge.dispute.closed", at, dispute(dispute, "won"));
    }

    /** Another one of the same charge. */
    byte[] secondDispute(int at) {
        return event("charge.dispute.created", at, dispute(ids.next("du_"), "needs_response"));
    }

    private ObjectNode dispute(String id, String status) {
        ObjectNode object = object("dispute", id).put("amount", AMOUNT).put("status", status);
        object.put("charge", charge).put("payment_intent", intent);
        return object.put("created", FIRST_EVENT + 6 * step);
    }

    private ObjectNode intent(String status, long received) {
        ObjectNode object = object("payment_intent", intent).put("status", status);
        object.put("amount", AMOUNT).put("amount_received", received);
        object.set("metadata", metadata);
        return object;
    }

    private static ObjectNode object(String kind, String id) {
        return JSON.createObjectNode().put("id", id).put("object", kind).put("currency", "usd");
    }

    private byte[] event(String type, int at, ObjectNode object) {
        ObjectNode event = JSON.createObjectNode().put("id", ids.next("evt_"));
        event.put("object", "event").put("api_version", "2026-07-29.dahlia");
        event.put("created", FIRST_EVENT + at * step).put("livemode", false).put("type", type);
        event.putObject("data").set("object", object);
        try {
            return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
