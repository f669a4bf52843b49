package io.tollgate.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Does at a running stand-in for Stripe what people and banks do with payments. */
public final class StandInPayments {

    /** The key that a page has; it needs no secrecy. */
    public static final String PUBLISHABLE_KEY = "pk_test_standin";

    private static final String INTENTS = "/_standin/payment_intents/";

    private static final String REFUNDS = "/_standin/refunds/";

    private final URI base;

    StandInPayments(URI base) {
        this.base = base;
    }

    /** For the stand-in of a stack. */
    public static StandInPayments of(Stack stack) {
        return new StandInPayments(stack.stripe().url());
    }

    /**
     * Pays an intent as its owner's browser does, which has the client secret and the publishable
     * key.
     *
     * @param clientSecret also says whose it is: {@code pi_…_secret_…}
     * @param method a test payment method such as {@code pm_card_visa}
     * @return what Stripe answered: 200 with the intent, or 402 with the error
     */
    public Answer pay(String clientSecret, String method) throws IOException {
        String path = "/v1/payment_intents/" + intentOf(clientSecret) + "/confirm";
        Map<String, String> form =
                Map.of(
                        "client_secret",
                        clientSecret,
                        "payment_method",
                        method,
                        "receipt_email",
                        "buyer@mail.example");
        return new StripeApiClient(base, PUBLISHABLE_KEY).post(path, form);
    }

    /** The intent that a client secret belongs to. */
    public static String intentOf(String clientSecret) {
        return clientSecret.split("_secret_", 2)[0];
    }

    /** The owner of an intent that {@code requires_action} authenticates: it succeeds. */
    public JsonNode authenticate(String intentId) throws IOException {
        return intent(intentId, "authenticate");
    }

    /** The owner does not: it is back at {@code requires_payment_method}. */
    public JsonNode failAuthentication(String intentId) throws IOException {
        return intent(intentId, "fail_authentication");
    }

    /** A {@code processing} payment arrives now. */
    public JsonNode settle(String intentId) throws IOException {
        return intent(intentId, "settle");
    }

    /** A {@code processing} payment comes back now. */
    public JsonNode fail(String intentId) throws IOException {
        return intent(intentId, "fail");
    }

    /** A {@code pending} refund arrives. */
    public JsonNode succeedRefund(String refundId) throws IOException {
        return post(REFUNDS + refundId + "/succeed", Map.of());
    }

    /** A refund comes back, though it may have succeeded before. */
    public JsonNode failRefund(String refundId) throws IOException {
        return post(REFUNDS + refundId + "/fail", Map.of());
    }

    /** The bank of whoever paid an intent takes all of it back, for now; gives the dispute. */
    public JsonNode dispute(String intentId) throws IOException {
        return dispute(Map.of("payment_intent", intentId));
    }

    /**
     * Opens one more dispute.
     *
     * @param wanted {@code payment_intent} or {@code charge}; {@code amount} in minor units if not
     *     all; {@code status} if not {@code needs_response}: {@code warning_needs_response} or
     *     {@code lost}
     */
    public JsonNode dispute(Map<String, Object> wanted) throws IOException {
        return post("/_standin/disputes", wanted);
    }

    /** The merchant gets the money back, be it after having lost. */
    public JsonNode winDispute(String disputeId) throws IOException {
        return moveDispute(disputeId, "win");
    }

    public JsonNode loseDispute(String disputeId) throws IOException {
        return moveDispute(disputeId, "lose");
    }

    /** An inquiry comes to nothing. */
    public JsonNode closeWarning(String disputeId) throws IOException {
        return moveDispute(disputeId, "close_warning");
    }

    /**
     * Anything that can become of a dispute.
     *
     * @param action {@code review}, {@code escalate}, {@code win}, {@code lose}, {@code
     *     close_warning} or {@code reinstate}
     */
    public JsonNode moveDispute(String disputeId, String action) throws IOException {
        return post("/_standin/disputes/" + disputeId + "/" + action, Map.of());
    }

    /** A payment as it really is, with its charges, refunds and disputes; missing if unknown. */
    public JsonNode truth(String intentId) throws IOException {
        JsonNode truth =
                StandInClient.checked(
                        Http.send(Http.request(base, "/_standin/truth").GET().build()));
        for (JsonNode intent : truth.path("payment_intents")) {
            if (intent.path("id").asText().equals(intentId)) {
                return intent;
            }
        }
        return truth.path("payment_intents").path(intentId);
    }

    private JsonNode intent(String id, String action) throws IOException {
        return post(INTENTS + id + "/" + action, Map.of());
    }

    private JsonNode post(String path, Map<String, Object> body) throws IOException {
        return StandInClient.checked(
                Http.send(Http.json(Http.request(base, path), "POST", Http.bytes(body)).build()));
    }
}
