package io.tollgate.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks to the control API of a running stand-in for Stripe. */
public final class StandInClient {

    private static final String FAULTS = "/_standin/faults";
    private static final String CALLS = "/_standin/calls";
    private static final String DELIVERIES = "/_standin/deliveries";
    private static final String ENDPOINTS = "/_standin/webhook_endpoints/";

    private final URI base;

    public StandInClient(URI base) {
        this.base = base;
    }

    /** For the stand-in of a stack. */
    public static StandInClient of(Stack stack) {
        return new StandInClient(stack.stripe().url());
    }

    /** Whether it answers. */
    public boolean isReady() {
        try {
            return get("/_standin/health").path("status").asText().equals("ok");
        } catch (IOException e) {
            return false;
        }
    }

    /** Its clock, in Unix seconds. */
    public long now() throws IOException {
        return get("/_standin/health").path("now").asLong();
    }

    /** Moves its clock forward; gives the new time in Unix seconds. */
    public long advance(Duration by) throws IOException {
        return post("/_standin/clock", Map.of("advance_seconds", by.toSeconds()))
                .path("now")
                .asLong();
    }

    /** Every subscription and every payment as it really is. */
    public JsonNode truth() throws IOException {
        return get("/_standin/truth");
    }

    /** Turns faults on; those not named stay as they are. */
    public JsonNode faults(Map<String, Object> faults) throws IOException {
        return post(FAULTS, faults);
    }

    public JsonNode faults() throws IOException {
        return get(FAULTS);
    }

    public void clearFaults() throws IOException {
        delete(FAULTS);
    }

    /** What became of all deliveries of events. */
    public JsonNode deliveries() throws IOException {
        return get(DELIVERIES);
    }

    /** Deliveries that are still owed. */
    public int pendingDeliveries() throws IOException {
        return deliveries().path("pending").asInt();
    }

    /** Whatever waits for another try is tried now. */
    public void retryDeliveries() throws IOException {
        post(DELIVERIES + "/retry", Map.of());
    }

    /** Whatever waits is given up. */
    public void forgetDeliveries() throws IOException {
        post(DELIVERIES + "/forget", Map.of());
    }

    /** Which calls came in, and how they were answered. */
    public JsonNode calls() throws IOException {
        return get(CALLS);
    }

    public void resetCalls() throws IOException {
        delete(CALLS);
    }

    /** What people do on pages of Stripe's own. */
    public StandInPages pages() {
        return new StandInPages();
    }

    /** What people and banks do with payments. */
    public StandInPayments payments() {
        return new StandInPayments(base);
    }

    /**
     * Sets {@code dunning_end}, {@code draft_seconds}, {@code processing_seconds}, {@code
     * invoice_intents} or {@code retry_days}.
     */
    public JsonNode settings(Map<String, Object> settings) throws IOException {
        return post("/_standin/settings", settings);
    }

    /** Gives an endpoint a new secret; the old one stays good for a while. */
    public String rollSecret(String endpointId, Duration oldOneFor) throws IOException {
        Map<String, Object> body = Map.of("expire_in_seconds", oldOneFor.toSeconds());
        return post(ENDPOINTS + endpointId + "/roll", body).path("secret").asText();
    }

    /** The ids of its webhook endpoints, the newest first; this is asked with the secret key. */
    public List<String> endpoints(String secretKey) throws IOException {
        JsonNode page =
                checked(
                        Http.send(
                                Http.request(base, "/v1/webhook_endpoints?limit=100")
                                        .header("Authorization", "Bearer " + secretKey)
                                        .GET()
                                        .build()));
        List<String> ids = new ArrayList<>();
        page.path("data").forEach(endpoint -> ids.add(endpoint.path("id").asText()));
        return ids;
    }

    /** Sends an event that only names an object. */
    public JsonNode thinEvent(String type, Map<String, Object> relatedObject) throws IOException {
        return post("/_standin/thin_event", Map.of("type", type, "related_object", relatedObject));
    }

    /** Adds a price with an id of one's own choice, which Stripe would not allow. */
    public JsonNode addPrice(Map<String, Object> price) throws IOException {
        return post("/_standin/prices", price);
    }

    private JsonNode get(String path) throws IOException {
        return checked(Http.send(Http.request(base, path).GET().build()));
    }

    private JsonNode post(String path, Map<String, Object> body) throws IOException {
        return checked(
                Http.send(Http.json(Http.request(base, path), "POST", Http.bytes(body)).build()));
    }

    private void delete(String path) throws IOException {
        checked(Http.send(Http.request(base, path).DELETE().build()));
    }

    static JsonNode checked(Answer answer) throws IOException {
        if (!answer.isSuccess()) {
            String reason = answer.body().path("error").toString();
            throw new IOException("stand-in answered " + answer.status() + ": " + reason);
        }
        return answer.body();
    }
}
