package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.PaymentIntent;
import io.tollgate.local.client.Answer;
import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.standin.RawClient.Raw;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page can do that has the publishable key and the client secret of an intent. */
class BrowserPaymentTest {

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);
    private final RawClient page = new RawClient(fixture.url(), StandInPayments.PUBLISHABLE_KEY);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPagePaysWithTheSecretOfTheIntent() throws Exception {
        PaymentIntent intent = paying.create();

        Answer answer = fixture.control().payments().pay(intent.getClientSecret(), Fixture.VISA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(paying.again(intent).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aPageSeesTheStatusAndNeitherCustomerNorMetadata() throws Exception {
        PaymentIntent intent = paying.create();

        JsonNode seen = page.get(pathWithSecret(intent)).body();

        assertThat(seen.path("status").asText()).isEqualTo("requires_payment_method");
        assertThat(seen.has("metadata")).isFalse();
        assertThat(seen.has("customer")).isFalse();
    }

    @Test
    void aPageIsToldADeclineWithoutMoreThanItMaySee() throws Exception {
        PaymentIntent intent = paying.create();

        Raw declined =
                page.post(
                        path(intent) + "/confirm",
                        "payment_method=pm_card_chargeDeclined&client_secret="
                                + intent.getClientSecret());

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.error().at("/payment_intent/status").asText())
                .isEqualTo("requires_payment_method");
        assertThat(declined.error().path("payment_intent").has("metadata")).isFalse();
    }

    @Test
    void withoutTheRightSecretAPageSeesAndDoesNothing() throws Exception {
        PaymentIntent intent = paying.create();
        PaymentIntent other = paying.create();
        String confirm = path(intent) + "/confirm";

        Raw none = page.get(path(intent));
        Raw wrong = page.get(path(intent) + "?client_secret=" + other.getClientSecret());
        Raw pay =
                page.post(
                        confirm,
                        "payment_method=pm_card_visa&client_secret=" + other.getClientSecret());

        assertThat(List.of(none.status(), wrong.status(), pay.status())).containsOnly(400);
        assertThat(wrong.error().path("param").asText()).isEqualTo("client_secret");
        assertThat(paying.again(intent).getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void aPageIsSentToAuthenticateAndComesBackToldHowItWent() throws Exception {
        for (String outcome : List.of("succeeded", "failed")) {
            PaymentIntent intent = paying.create();
            JsonNode asked =
                    page.post(
                                    path(intent) + "/confirm",
                                    "payment_method=pm_card_authenticationRequired&client_secret="
                                            + intent.getClientSecret()
                                            + "&return_url=http://127.0.0.1:9/back?a=1")
                            .body();
            URI there = URI.create(asked.at("/next_action/redirect_to_url/url").asText());

            URI back =
                    outcome.equals("succeeded")
                            ? fixture.control().pages().authenticate(there)
                            : fixture.control().pages().failAuthentication(there);

            assertThat(back.toString())
                    .startsWith("http://127.0.0.1:9/back?a=1&payment_intent=" + intent.getId())
                    .endsWith("redirect_status=" + outcome);
            assertThatThrownBy(() -> fixture.control().pages().authenticate(there))
                    .hasMessageContaining("404");
        }
    }

    @Test
    void aPlaceThatIsNoPageIsRefusedBeforeAnythingIsDone() throws Exception {
        PaymentIntent intent = paying.create();

        Raw answer =
                page.post(
                        path(intent) + "/confirm",
                        "payment_method=pm_card_visa&return_url=nowhere&client_secret="
                                + intent.getClientSecret());

        assertThat(answer.error().path("code").asText()).isEqualTo("url_invalid");
        assertThat(paying.again(intent).getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void thePublishableKeyOpensNothingElse() throws Exception {
        PaymentIntent intent = paying.create();

        Raw list = page.get("/v1/payment_intents");
        Raw customers = page.post("/v1/customers", "");
        Raw update = page.post(path(intent), "amount=100");
        Raw cancel = page.post(path(intent) + "/cancel", "");

        for (Raw answer : List.of(list, customers, update, cancel)) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.error().path("code").asText()).isEqualTo("secret_key_required");
        }
    }

    @Test
    void theKeyMayComeAsAParameterAsBrowsersSendIt() throws Exception {
        PaymentIntent intent = paying.create();

        Raw seen =
                new RawClient(fixture.url(), "")
                        .get(pathWithSecret(intent) + "&key=" + StandInPayments.PUBLISHABLE_KEY);

        assertThat(seen.status()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherOriginMayReadTheAnswersOfThoseCallsOnly() throws Exception {
        PaymentIntent intent = paying.create();

        Raw seen = page.get(pathWithSecret(intent));
        Raw refused = page.get(path(intent));
        Raw other = fixture.raw().get("/v1/payment_intents");
        HttpResponse<Void> asked = preflight(path(intent) + "/confirm");
        HttpResponse<Void> askedInVain = preflight("/v1/customers");

        assertThat(seen.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization");
        assertThat(askedInVain.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpResponse<Void> preflight(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(fixture.url().resolve(path))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding());
        }
    }

    private static String path(PaymentIntent intent) {
        return "/v1/payment_intents/" + intent.getId();
    }

    private static String pathWithSecret(PaymentIntent intent) {
        return path(intent) + "?client_secret=" + intent.getClientSecret();
    }
}
