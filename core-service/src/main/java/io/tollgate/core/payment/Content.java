package io.tollgate.core.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.payment.PaymentUpdate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two updates say the same about a payment, whichever event brought them: everything
 * in them counts but event id, type, time and sequence.
 */
final class Content {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private Content() {}

    /** SHA-256 of what the update says, in hex. Absent fields leave no trace in it. */
    static String hash(PaymentUpdate update) {
        PaymentUpdate said =
                new PaymentUpdate(
                        update.paymentIntentId(),
                        update.orderId(),
                        update.orderRef(),
                        update.attempt(),
                        update.userId(),
                        update.environment(),
                        update.status(),
                        update.amount(),
                        update.amountReceived(),
                        update.amountRefunded(),
                        update.currency(),
                        update.failureCode(),
                        update.refunds(),
                        update.disputes(),
                        null,
                        null,
                        null,
                        null,
                        update.livemode());
        try {
            byte[] bytes = json(said).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it came over the wire. */
    static String json(PaymentUpdate update) {
        try {
            return MAPPER.writeValueAsString(update);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was kept of an update that came over the wire. */
    static PaymentUpdate read(String json) {
        try {
            return MAPPER.readValue(json, PaymentUpdate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logged update cannot be read", e);
        }
    }
}
