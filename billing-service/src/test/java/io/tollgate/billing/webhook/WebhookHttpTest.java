package io.tollgate.billing.webhook;

import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhook answers to everything that is not a plain signed event. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class WebhookHttpTest {

    private static final int MUTATIONS = 10_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void coreApplies() {
        CoreDouble.applies();
    }

    private static long kept() {
        return Long.parseLong(String.valueOf(Inspect.text("SELECT count(*) FROM inbox_event")));
    }

    @Test
    void a_bad_signature_is_400_with_a_code_and_nothing_is_kept() {
        long before = kept();

        Stripe.deliver("/webhook/stripe", "{}", "t=1,v1=00")
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("webhook_signature_invalid"));

        given().body("{}").post("/api/payments/webhook").then().statusCode(400);
        assertThat(kept()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{x",
                "\"evt\"",
                "\uFEFF{\"id\":\"evt_bom\",\"object\":\"event\"}",
                "{\"id\":\"evt_a\",\"id\":\"evt_b\",\"object\":\"event\",\"type\":\"x\"}",
                "{\"object\":\"event\"}",
                "{\"id\":17,\"object\":\"event\"}",
                "{\"id\":\"evt_\\u0000\",\"object\":\"event\"}",
                "{\"id\":\"di_1\",\"object\":\"discount\"}"
            })
    void a_signed_body_without_a_usable_id_is_kept_under_its_hash_and_parked(String body) {
        Stripe.deliver("/webhook/stripe", body, Stripe.signature(body)).then().statusCode(200);

        String key = "sha256:" + org.apache.commons.codec.digest.DigestUtils.sha256Hex(body);
        assertThat(Inspect.text("SELECT state FROM inbox_event WHERE event_id = ?", key))
                .isEqualTo("parked");
    }

    @Test
    void a_thin_event_and_a_connected_account_are_kept_and_parked() {
        String thin =
                "{\"id\":\"%s\",\"object\":\"v2.core.event\",\"type\":\"v1.x\",\"created\":1}"
                        .formatted(id("evt"));
        String connected =
                Events.event("customer.created", 1, Events.json("{'id':'cus_1'}"))
                        .put("account", "acct_1")
                        .toString();

        for (String body : new String[] {thin, connected}) {
            Stripe.deliver("/webhook/stripe", body, Stripe.signature(body)).then().statusCode(200);
            String eventId = Events.json(body.replace('"', '\'')).get("id").textValue();
            Inspect.awaitState(eventId, "parked");
        }
    }

    @Test
    void a_test_event_under_the_live_endpoints_secret_is_parked_and_no_replay_frees_it() {
        String body =
                Events.event(
                                "customer.subscription.updated",
                                1,
                                Events.subscription(id("sub"), "cus_1", 1, 2))
                        .toString();
        String eventId = Events.json(body.replace('"', '\'')).get("id").textValue();
        long now = java.time.Instant.now().getEpochSecond();

        Stripe.deliver(
                        "/webhook/stripe",
                        body,
                        Stripe.signature(body, "whsec_test_of_the_live_endpoint", now))
                .then()
                .statusCode(200);

        String reason = "SELECT reason FROM inbox_event WHERE event_id = ?";
        assertThat(Inspect.text(reason, eventId)).isEqualTo("endpoint_mode_mismatch");
        given().auth()
                .oauth2(io.tollgate.testing.TestTokens.admin())
                .post("/admin/events/" + eventId + "/replay")
                .then()
                .statusCode(200)
                .body("unusable", equalTo(1));
        assertThat(Inspect.text(reason, eventId)).isEqualTo("endpoint_mode_mismatch");
    }

    @Test
    void a_body_over_the_cap_is_413_before_it_has_been_sent() throws IOException {
        String head =
                "POST /webhook/stripe HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Length: 52428800\r\nStripe-Signature: t=1,v1=0\r\n\r\n";

        String answer = exchange(head);

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(answer).contains("application/problem+json").contains("payload_too_large");
    }

    @Test
    void a_chunked_body_over_the_cap_is_413_when_it_passes_the_cap() throws IOException {
        String head =
                "POST /webhook/stripe HTTP/1.1\r\nHost: localhost\r\n"
                        + "Transfer-Encoding: chunked\r\nStripe-Signature: t=1,v1=0\r\n\r\n";
        String chunk = "80000\r\n" + "x".repeat(0x80000) + "\r\n";

        String answer = exchange(head + chunk + chunk + chunk);

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(answer).contains("application/problem+json").contains("payload_too_large");
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            } catch (SocketException e) {
                System.out.println("refused before all of it was sent: " + e.getMessage());
            }
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[4096];
            int length = 0;
            for (int read = 0; read >= 0 && length < answer.length; ) {
                String sofar = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
                if (sofar.contains("payload_too_large")) {
                    break;
                }
                read = in.read(answer, length, answer.length - length);
                length += Math.max(read, 0);
            }
            return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void another_method_is_405(String method) {
        given().request(method, "/webhook/stripe")
                .then()
                .statusCode(405)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void an_unknown_address_is_404_in_our_words() {
        given().get("/nowhere").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void mutated_deliveries_never_end_in_a_server_error() throws Exception {
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        System.out.println("mutations seed=" + seed);
        Random random = new Random(seed);
        String template =
                Events.event(
                                "customer.subscription.updated",
                                1_700_000_000,
                                Events.subscription("sub_m", "cus_m", 1, 2))
                        .toString();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = mutate(template.getBytes(StandardCharsets.UTF_8), random);
            boolean signed = random.nextBoolean();
            String header =
                    signed
                            ? signature(body)
                            : new String(
                                    mutate(
                                            Stripe.signature(template)
                                                    .getBytes(StandardCharsets.US_ASCII),
                                            random),
                                    StandardCharsets.US_ASCII);
            int status = post(body, header.replaceAll("[^\\x20-\\x7e]", "?"));
            assertThat(status)
                    .as("seed %d mutation %d", seed, i)
                    .isIn(signed ? List.of(200) : List.of(200, 400));
        }
    }

    private int post(byte[] body, String signature) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:" + RestAssured.port + "/webhook/stripe"))
                        .header("Stripe-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** stripe-java signs text only; ISO-8859-1 would not give the same bytes, so sign by hand. */
    private static String signature(byte[] body) throws GeneralSecurityException {
        String time = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Stripe.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] copy = original.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(copy.length);
            int other = random.nextInt(copy.length);
            switch (random.nextInt(3)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = copy[other];
                default -> copy[at] = (byte) "{}[]\",:0\\ntrue".charAt(random.nextInt(14));
            }
        }
        return random.nextInt(10) == 0
                ? java.util.Arrays.copyOf(copy, random.nextInt(copy.length))
                : copy;
    }

    @Test
    void a_delivery_older_than_the_tolerance_is_400() {
        String body = Events.event("x.y", 1, Events.json("{}")).toString();
        long old = Instant.now().getEpochSecond() - 400;

        Stripe.deliver("/webhook/stripe", body, Stripe.signature(body, Stripe.SECRET, old))
                .then()
                .statusCode(400);
    }
}
