package io.tollgate.billing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.net.Webhook;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;

/** Delivers as Stripe does; the signature is made by Stripe's own library. */
public final class Stripe {

    public static final String SECRET = "whsec_test_secret";
    public static final String ROLLED_SECRET = "whsec_rolled_secret";

    private Stripe() {}

    /** A header for a body, signed now. */
    public static String signature(String body) {
        return signature(body, SECRET, Instant.now().getEpochSecond());
    }

    /** A header for a body, signed with a secret at a time. */
    public static String signature(String body, String secret, long time) {
        try {
            return Webhook.Signature.generateSignatureHeader(body, secret, time);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Delivers one event to the main address. */
    public static Response deliver(JsonNode event) {
        return deliver("/webhook/stripe", event.toString(), signature(event.toString()));
    }

    /** Delivers any body under any signature to an address. */
    public static Response deliver(String path, String body, String signature) {
        return given().header("Stripe-Signature", signature)
                .contentType("application/json; charset=utf-8")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }
}
