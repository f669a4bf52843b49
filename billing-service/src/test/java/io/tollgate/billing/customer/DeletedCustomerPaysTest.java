package io.tollgate.billing.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.reconcile.StripeResource;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user whose customer was deleted pays orders all the same. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class DeletedCustomerPaysTest {

    private static final String ATTEMPT = "/internal/orders/42/payment-attempts";
    private static final String INTENTS = "/v1/payment_intents";
    private static final String FIRST_KEY = "pi:or_0123456789abcdef:1";

    private final StripeDouble stripe = StripeResource.stripe();
    private final Deletion deletion = new Deletion(stripe);

    @BeforeEach
    void anOrder() {
        stripe.reset();
        CoreDouble.applies();
        CoreDouble.holds(List.of(), List.of());
        CoreDouble.core().register(post(ATTEMPT).willReturn(okJson(attempt().toString())));
        CoreDouble.core()
                .register(
                        put(ATTEMPT + "/1/payment-intent")
                                .willReturn(
                                        okJson(
                                                attempt()
                                                        .put("payment_intent_id", "pi_new")
                                                        .toString())));
        deletion.stripeRefusesTheOldOne(INTENTS, intent("pi_new"));
        stripe.stub(
                post(INTENTS)
                        .withRequestBody(not(containing("customer=")))
                        .willReturn(okJson(intent("pi_alone").toString())));
    }

    private static ObjectNode attempt() {
        return json(
                "{'order_id':42,'order_ref':'or_0123456789abcdef','attempt':1,"
                        + "'user_id':'user-1','amount':1900,'currency':'usd',"
                        + "'environment':'test','payment_intent_id':null,"
                        + "'opened_at':1700000000,'age_seconds':5}");
    }

    private static ObjectNode intent(String id) {
        return json(
                "{'id':'%s','object':'payment_intent','status':'requires_payment_method',"
                        + "'amount':1900,'currency':'usd','client_secret':'%s_secret_1'}",
                id, id);
    }

    private static ValidatableResponse pay() {
        return given().auth()
                .oauth2(TestTokens.user(Deletion.USER))
                .contentType("application/json")
                .body("{\"order_id\":42}")
                .post("/api/payments/intent")
                .then();
    }

    private List<String> intentKeys() {
        return stripe.keys().stream().filter(key -> key.startsWith("pi:")).toList();
    }

    @Test
    void a_new_customer_takes_the_deleted_ones_place() {
        deletion.coreHoldsTheOldOne();
        deletion.stripeSaysDeleted();

        pay().statusCode(200).body("payment_intent_id", equalTo("pi_new"));

        Deletion.wasTold(1);
        assertThat(intentKeys()).hasSize(2).doesNotHaveDuplicates().first().isEqualTo(FIRST_KEY);
    }

    @Test
    void where_it_is_known_the_first_intent_is_the_new_customers() {
        deletion.coreKnows();

        pay().statusCode(200).body("payment_intent_id", equalTo("pi_new"));

        assertThat(intentKeys()).containsExactly(FIRST_KEY);
    }

    @Test
    void while_stripe_does_not_say_what_became_of_it_the_payment_is_for_later() {
        deletion.coreHoldsTheOldOne();
        stripe.fails("/v1/customers/" + Deletion.OLD, 429, "rate_limit_error", "rate_limit");

        pay().statusCode(503)
                .body("code", equalTo("stripe_unavailable"))
                .header("Retry-After", notNullValue());

        assertThat(intentKeys()).containsExactly(FIRST_KEY);
    }

    @Test
    void something_else_that_stripe_misses_is_not_the_customer() {
        deletion.coreHoldsTheOldOne();
        stripe.stub(post(INTENTS).willReturn(Deletion.refusal("payment_method")));
        CoreDouble.core()
                .register(
                        post(ATTEMPT + "/1/close")
                                .willReturn(okJson(attempt().put("closed", "refused").toString())));

        pay().statusCode(400).body("code", equalTo("payment_intent_creation_failed"));

        assertThat(stripe.asked()).doesNotContain("/v1/customers/" + Deletion.OLD);
        assertThat(intentKeys()).containsExactly(FIRST_KEY);
    }

    @Test
    void without_a_word_of_stripes_the_order_is_paid_without_a_customer() {
        deletion.coreHoldsTheOldOne();

        pay().statusCode(200).body("payment_intent_id", equalTo("pi_alone"));

        Deletion.wasTold(0);
        assertThat(stripe.asked()).doesNotContain("/v1/customers");
    }

    @Test
    void beside_an_older_core_the_order_is_paid_without_a_customer() {
        deletion.coreIsOlder();
        deletion.stripeSaysDeleted();

        pay().statusCode(200).body("payment_intent_id", equalTo("pi_alone"));
    }
}
