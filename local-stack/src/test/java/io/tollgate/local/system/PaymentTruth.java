package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Holds orders against the payments at the stand-in: of the intents whose secret somebody was given
 * at most one is open, at most one is paid, and what nobody was given is cancelled.
 */
final class PaymentTruth {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The page of the payer pays again while its calls get lost. */
    private static final int TRIES = 60;

    private static final Set<String> OVER = Set.of("canceled", "succeeded");

    private final StandInClient standIn;
    private final Till till;

    PaymentTruth(Stack stack, Till till) {
        this.standIn = StandInClient.of(stack);
        this.till = till;
    }

    /** The intents of an order, by what they really are. */
    List<JsonNode> intents(long order) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode intent : standIn.truth().path("payment_intents")) {
            if (intent.path("order_id").asText().equals(Long.toString(order))) {
                found.add(intent);
            }
        }
        return found;
    }

    private static boolean isOpen(JsonNode intent) {
        return !OVER.contains(intent.path("status").asText());
    }

    private static boolean isPaid(JsonNode intent) {
        return intent.path("status").asText().equals("succeeded");
    }

    private static List<String> ids(Collection<JsonNode> intents) {
        return intents.stream().map(each -> each.path("id").asText()).toList();
    }

    /** Asserts what holds at any moment, given every intent whose secret went out. */
    void holds(long order, Set<String> shown) throws IOException {
        List<JsonNode> all = intents(order);
        List<JsonNode> open =
                all.stream()
                        .filter(PaymentTruth::isOpen)
                        .filter(each -> shown.contains(each.path("id").asText()))
                        .toList();
        List<JsonNode> paid = all.stream().filter(PaymentTruth::isPaid).toList();
        assertThat(ids(open)).as("open and shown, order %d", order).hasSizeLessThanOrEqualTo(1);
        assertThat(ids(paid)).as("paid, order %d", order).hasSizeLessThanOrEqualTo(1);
        if (!paid.isEmpty()) {
            assertThat(ids(open)).as("open beside a paid one, order %d", order).isEmpty();
        }
    }

    /** Waits until exactly one intent of a paid order is paid and none is open. */
    void endsPaid(long order) throws IOException {
        till.awaits(order, "paid");
        Await.until(PATIENCE, () -> leftOver(order).isEmpty());
        assertThat(leftOver(order)).as("orphans of order %d", order).isEmpty();
        assertThat(intents(order).stream().filter(PaymentTruth::isPaid))
                .as("paid, order %d", order)
                .hasSize(1);
    }

    private List<String> leftOver(long order) {
        try {
            return ids(intents(order).stream().filter(PaymentTruth::isOpen).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pays as a browser does that tries again; gives whether the intent is paid now. */
    boolean pay(String secret) throws IOException {
        StandInPayments payments = standIn.payments();
        String intent = StandInPayments.intentOf(secret);
        for (int i = 0; i < TRIES; i++) {
            String status = payments.truth(intent).path("status").asText();
            if (OVER.contains(status)) {
                return status.equals("succeeded");
            }
            try {
                payments.pay(secret, "pm_card_visa");
            } catch (IOException e) {
                System.out.println("a browser's call was lost: " + e.getMessage());
            }
        }
        throw new AssertionError("not paid after " + TRIES + " tries: " + intent);
    }
}
