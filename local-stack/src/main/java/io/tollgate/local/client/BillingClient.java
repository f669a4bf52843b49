package io.tollgate.local.client;

import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.StripeEvent;
import io.tollgate.local.stripe.StripeSignature;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** Posts events to billing-service as Stripe does, and looks after them as an operator does. */
public final class BillingClient {

    private static final String WEBHOOK = "/webhook/stripe";

    private final URI base;
    private final String webhookSecret;
    private final String adminToken;
    private final Clock clock;

    public BillingClient(URI base, String webhookSecret, String adminToken, Clock clock) {
        this.base = base;
        this.webhookSecret = webhookSecret;
        this.adminToken = adminToken;
        this.clock = clock;
    }

    /** For one replica of a stack. */
    public static BillingClient of(Stack stack, int replica) {
        return new BillingClient(
                stack.billing(replica).url(),
                stack.secrets().webhookSecret(),
                stack.jwts().admin("operator-1"),
                Clock.systemUTC());
    }

    /** The same, signing with another secret. */
    public BillingClient signingWith(String secret) {
        return new BillingClient(base, secret, adminToken, clock);
    }

    /** Posts an event, signed now. */
    public Answer post(StripeEvent event) throws IOException {
        return post(WEBHOOK, event.bytes());
    }

    /** Posts any bytes to a webhook route, signed now. */
    public Answer post(String route, byte[] body) throws IOException {
        String signature =
                new StripeSignature(webhookSecret).header(body, clock.instant().getEpochSecond());
        return Http.send(
                Http.json(Http.request(base, route), "POST", body)
                        .header(StripeSignature.HEADER, signature)
                        .build());
    }

    /** {@code GET} on the admin API, such as {@code /admin/events/summary}. */
    public Answer admin(String path) throws IOException {
        return Http.send(Http.request(base, path).header("Authorization", bearer()).GET().build());
    }

    /** {@code POST} without a body on the admin API, such as a replay. */
    public Answer adminPost(String path) throws IOException {
        return Http.send(
                Http.json(Http.request(base, path), "POST", new byte[0])
                        .header("Authorization", bearer())
                        .build());
    }

    /** {@code POST} with a JSON body on the admin API; the body is any object Jackson can write. */
    public Answer adminPost(String path, Object body) throws IOException {
        return Http.send(
                Http.json(Http.request(base, path), "POST", Http.bytes(body))
                        .header("Authorization", bearer())
                        .build());
    }

    /** The same under a key that makes a repeat harmless, such as a refund. */
    public Answer adminPost(String path, Object body, String key) throws IOException {
        return Http.send(
                Http.json(Http.request(base, path), "POST", Http.bytes(body))
                        .header("Authorization", bearer())
                        .header("Idempotency-Key", key)
                        .build());
    }

    /** The state of an event: a word, or empty if it is not known. */
    public String eventState(String eventId) throws IOException {
        return admin("/admin/events/" + eventId).body().at("/event/state").asText("");
    }

    private String bearer() {
        return "Bearer " + adminToken;
    }
}
