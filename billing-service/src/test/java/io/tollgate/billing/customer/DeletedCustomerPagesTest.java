package io.tollgate.billing.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
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
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.reconcile.StripeResource;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stripe's pages open again for a user whose customer was deleted, whether we know it or not. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class DeletedCustomerPagesTest {

    private static final String SESSIONS = "/v1/checkout/sessions";
    private static final String PORTAL = "/v1/billing_portal/sessions";

    private static final long START = 1_700_000_000;

    private static final ObjectNode PAGE =
            json("{'id':'cs_1','url':'https://checkout.example.test/cs_1','status':'open'}");

    private final StripeDouble stripe = StripeResource.stripe();
    private final Deletion deletion = new Deletion(stripe);

    @BeforeEach
    void aPlanAndAUser() {
        stripe.reset();
        CoreDouble.applies();
        CoreDouble.holds(List.of(), List.of());
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo("/internal/plans/pro"))
                                .willReturn(
                                        okJson(
                                                json("{'plan':'pro','prices':['price_pro']}")
                                                        .toString())));
        deletion.stripeRefusesTheOldOne(SESSIONS, PAGE).stripeRefusesTheOldOne(PORTAL, PAGE);
        deletion.lists(true);
    }

    private static ValidatableResponse subscribe() {
        return given().auth()
                .oauth2(TestTokens.user(Deletion.USER))
                .contentType("application/json")
                .body("{\"plan\":\"pro\"}")
                .post("/api/checkout/sessions")
                .then();
    }

    private static ValidatableResponse portal() {
        return given().auth()
                .oauth2(TestTokens.user(Deletion.USER))
                .contentType("application/json")
                .post("/api/portal/sessions")
                .then();
    }

    @Test
    void a_user_whose_customer_is_gone_subscribes_with_a_new_one() {
        deletion.coreKnows();

        subscribe().statusCode(200).body("session_id", equalTo("cs_1"));

        assertThat(stripe.asked()).doesNotContain("/v1/customers/" + Deletion.OLD);
        Deletion.wasTold(0);
    }

    @Test
    void the_new_customer_is_made_under_another_key_than_the_first() {
        deletion.coreKnows();
        subscribe().statusCode(200);
        String second = customerKey();
        aPlanAndAUser();
        deletion.coreHasNone();

        subscribe().statusCode(200);

        // Had the former customer gone into the hash, a user of such a name could have this key.
        assertThat(second).startsWith(customerKey() + ":");
    }

    private String customerKey() {
        return stripe.keys().stream().filter(key -> key.startsWith("cus:")).findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void where_the_event_was_lost_a_refused_page_finds_it_out(boolean listed) {
        deletion.coreHoldsTheOldOne();
        deletion.lists(listed);
        deletion.stripeSaysDeleted();

        subscribe().statusCode(200).body("session_id", equalTo("cs_1"));

        Deletion.wasTold(1);
        assertThat(stripe.asked()).containsOnlyOnce("/v1/customers/" + Deletion.OLD);
    }

    @Test
    void a_customer_that_stripe_does_not_know_is_not_replaced() {
        deletion.coreHoldsTheOldOne();

        subscribe().statusCode(409).body("code", equalTo("checkout_refused"));

        Deletion.wasTold(0);
        assertThat(stripe.asked()).doesNotContain("/v1/customers");
    }

    @ParameterizedTest
    @CsvSource({"429,rate_limit_error", "500,api_error", "401,invalid_request_error"})
    void while_stripe_does_not_say_what_became_of_it_the_pages_are_for_later(
            int status, String type) {
        deletion.coreHoldsTheOldOne();
        stripe.fails("/v1/customers/" + Deletion.OLD, status, type, "none");

        isForLater(subscribe(), "stripe_unavailable");
        isForLater(portal(), "stripe_unavailable");

        Deletion.wasTold(0);
        assertThat(stripe.asked()).doesNotContain("/v1/customers");
    }

    private static void isForLater(ValidatableResponse answer, String code) {
        answer.statusCode(503).body("code", equalTo(code)).header("Retry-After", notNullValue());
    }

    @Test
    void while_core_cannot_be_told_the_pages_are_for_later() {
        deletion.coreIsBusy();
        deletion.stripeSaysDeleted();

        isForLater(subscribe(), "core_unavailable");
        isForLater(portal(), "core_unavailable");

        assertThat(stripe.asked()).doesNotContain("/v1/customers");
    }

    @Test
    void another_customer_that_stripe_refuses_too_is_no_further_one() {
        deletion.coreHoldsTheOldOne();
        deletion.stripeSaysDeleted();
        stripe.stub(post("/v1/customers").willReturn(okJson("{\"id\":\"cus_old_too\"}")));
        deletion.coreLinks("cus_old_too");

        subscribe().statusCode(409).body("code", equalTo("checkout_refused"));

        Deletion.wasTold(1);
    }

    @Test
    void an_older_core_cannot_be_told_and_the_page_stays_refused() {
        deletion.coreIsOlder();
        deletion.stripeSaysDeleted();

        subscribe().statusCode(409).body("code", equalTo("checkout_refused"));

        assertThat(stripe.asked()).doesNotContain("/v1/customers");
    }

    @Test
    void the_portal_of_a_customer_that_is_gone_is_that_of_a_user_without_one() {
        deletion.coreKnows();

        portal().statusCode(404).body("code", equalTo("not_found"));

        assertThat(stripe.asked()).isEmpty();
    }

    @Test
    void the_portal_too_finds_out_that_a_customer_is_gone() {
        deletion.coreHoldsTheOldOne();
        deletion.stripeSaysDeleted();

        portal().statusCode(404).body("code", equalTo("not_found"));

        Deletion.wasTold(1);
    }

    @Test
    void what_the_customer_had_is_looked_at_again_where_its_end_was_lost_too() {
        String id = Events.id("sub");
        long end = START + 2_592_000;
        deletion.coreHoldsTheOldOne();
        deletion.stripeSaysDeleted();
        CoreDouble.holds(List.of(), List.of(held(id, end)));
        stripe.holds(
                "/v1/subscriptions/" + id,
                Events.subscription(id, Deletion.OLD, START, end).put("status", "canceled"),
                START + 60);

        portal().statusCode(404);

        Inspect.until("core to hear of the end", () -> !CoreDouble.told(id).isEmpty());
        assertThat(CoreDouble.told(id).getFirst().path("status").asText()).isEqualTo("canceled");
    }

    private static ObjectNode held(String subscription, long end) {
        return json(
                "{'subscription_id':'%s','customer_id':'%s','user_id':'%s','plan_id':'price_pro',"
                        + "'plan':'pro','start_date':%d,'expiry_date':%d,'status':'active',"
                        + "'sequence':1,'updated_at':%d}",
                subscription, Deletion.OLD, Deletion.USER, START, end, START);
    }
}
