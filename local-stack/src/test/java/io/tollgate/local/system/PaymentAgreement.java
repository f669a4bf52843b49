package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what core says of every payment of an order against the stand-in's truth. */
final class PaymentAgreement {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Till till;
    private final StandInClient standIn;

    PaymentAgreement(Stack stack) {
        this.till = new Till(stack);
        this.standIn = StandInClient.of(stack);
    }

    /** Waits until core says of every payment what is true. */
    void comesToHold() throws IOException {
        Await.until(PATIENCE, Duration.ofMillis(250), this::agrees);
        holds();
    }

    void holds() throws IOException {
        assertThat(differences()).isEmpty();
    }

    private boolean agrees() {
        try {
            return differences().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What core says differently. An intent nobody tried to pay sends no event; core knows it as
     * opened, or not at all if nobody was ever given it.
     */
    List<String> differences() throws IOException {
        List<String> differences = new ArrayList<>();
        for (JsonNode truth : standIn.truth().path("payment_intents")) {
            String id = truth.path("id").asText();
            boolean untouched =
                    truth.path("status").asText().equals("requires_payment_method")
                            && truth.path("charges").isEmpty();
            if (truth.path("order_id").isNull() || untouched) {
                continue;
            }
            JsonNode held = till.payments("ids=" + id).path(0);
            String wanted = words(truth, "id");
            String has = words(held, "refund_id", "dispute_id");
            if (!wanted.equals(has)) {
                differences.add(id + " is " + wanted + " but core has " + has);
            }
        }
        return differences;
    }

    private static String words(JsonNode payment, String... idNames) {
        return String.join(
                " ",
                payment.path("status").asText(),
                payment.path("amount_received").asText(),
                payment.path("amount_refunded").asText(),
                statuses(payment.path("refunds"), idNames[0]),
                statuses(payment.path("disputes"), idNames[idNames.length - 1]));
    }

    private static String statuses(JsonNode all, String idName) {
        Map<String, String> byId = new TreeMap<>();
        all.forEach(each -> byId.put(each.path(idName).asText(), each.path("status").asText()));
        return byId.toString();
    }
}
