package io.tollgate.billing.payment;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.StripeDouble.list;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.payment.PaymentParts.Desk;
import io.tollgate.billing.reconcile.StripeResource;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Stripe refuses ends the attempt; what it made unknown to us is cancelled. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class RefusedPaymentTest {

    private static final String ATTEMPT = "/internal/orders/42/payment-attempts";

    private final StripeDouble stripe = StripeResource.stripe();

    @Inject Desk desk;

    @BeforeEach
    void anOrderAndItsCustomer() {
        stripe.reset();
        CoreDouble.applies();
        CoreDouble.core().register(post(ATTEMPT).willReturn(okJson(attempt(null))));
        CoreDouble.core()
                .register(post(ATTEMPT + "/1/close").willReturn(okJson(attempt("refused"))));
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo("/internal/accounts/user-1"))
                                .willReturn(
                                        okJson(
                                                json("{'user_id':'user-1','customer_id':'cus_1',"
                                                                + "'created_at':1}")
                                                        .toString())));
    }

    private static String attempt(@Nullable String closed) {
        ObjectNode attempt =
                json(
                        "{'order_id':42,'order_ref':'or_0123456789abcdef','attempt':1,"
                                + "'user_id':'user-1','amount':1900,'currency':'usd',"
                                + "'environment':'test','payment_intent_id':null,"
                                + "'opened_at':1700000000,'age_seconds':5}");
        return attempt.put("closed", closed).toString();
    }

    private void stripeRefuses(int status, String error) {
        stripe.stub(
                post("/v1/payment_intents")
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(error.replace('\'', '"'))));
    }

    private static ValidatableResponse pay() {
        return given().auth()
                .oauth2(TestTokens.user("user-1"))
                .contentType("application/json")
                .body("{\"order_id\":42}")
                .post("/api/payments/intent")
                .then();
    }

    private static void wasClosed(int times) {
        CoreDouble.core()
                .verifyThat(
                        times,
                        postRequestedFor(urlEqualTo(ATTEMPT + "/1/close"))
                                .withRequestBody(equalToJson("{\"reason\":\"refused\"}")));
    }

    @Test
    void an_intent_stripe_will_not_make_is_a_400_and_ends_the_attempt() {
        stripeRefuses(400, "{'error':{'type':'invalid_request_error','code':'amount_too_small'}}");

        pay().statusCode(400).body("code", equalTo("payment_intent_creation_failed"));
        wasClosed(1);
    }

    @Test
    void a_refusal_of_the_payers_card_is_a_402() {
        stripeRefuses(402, "{'error':{'type':'card_error','code':'card_declined'}}");

        pay().statusCode(402).body("code", equalTo("payment_intent_creation_failed"));
        wasClosed(1);
    }

    @Test
    void what_something_in_between_says_is_no_refusal() {
        stripeRefuses(408, "{}");

        pay().statusCode(503).body("code", equalTo("stripe_unavailable"));
        wasClosed(0);
    }

    @Test
    void an_intent_that_was_made_unknown_to_us_is_cancelled() {
        String intent = Events.id("pi");
        stripe.holds(
                "/v1/payment_intents",
                list(false, Events.intent(intent, "requires_payment_method")),
                1_700_000_000);
        stripe.stub(
                post("/v1/payment_intents/" + intent + "/cancel")
                        .willReturn(okJson(Events.intent(intent, "canceled").toString())));
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo("/internal/payment-attempts"))
                                .willReturn(okJson("[" + attempt("unresolved") + "]")));
        CoreDouble.core()
                .register(post(ATTEMPT + "/1/resolve").willReturn(okJson(attempt("unresolved"))));

        desk.stripe().orElseThrow().clearUp().run(true);

        CoreDouble.core().verifyThat(1, postRequestedFor(urlEqualTo(ATTEMPT + "/1/resolve")));
    }
}
