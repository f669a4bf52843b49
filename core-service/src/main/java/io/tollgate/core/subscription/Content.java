package io.tollgate.core.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two updates say the same about a subscription, whichever event brought them:
 * everything in them counts but event id, type, time and sequence.
 */
final class Content {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private Content() {}

    /** SHA-256 of what the update says, in hex. Absent fields leave no trace in it. */
    static String hash(SubscriptionUpdate update) {
        SubscriptionUpdate said =
                new SubscriptionUpdate(
                        update.customerId(),
                        update.subscriptionId(),
                        update.planId(),
                        update.startDate(),
                        update.expiryDate(),
                        update.status(),
                        update.userId(),
                        null,
                        null,
                        null,
                        null,
                        update.items(),
                        update.paidThrough(),
                        update.cancelAt(),
                        update.trialEnd(),
                        update.livemode());
        try {
            byte[] bytes = MAPPER.writeValueAsString(said).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
