package io.tollgate.billing.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a delivery to what core is told: HTTP in, HTTP out. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class WebhookToCoreTest {

    WireMockServer core;

    @BeforeEach
    void coreApplies() {
        CoreDouble.applies(core);
    }

    @Test
    void a_signed_subscription_event_reaches_core_with_everything_it_says() {
        String subscription = id("sub");
        String customer = id("cus");
        ObjectNode event =
                Events.event(
                        "customer.subscription.updated",
                        1_700_000_100,
                        Events.subscription(subscription, customer, 1_700_000_000, 1_702_592_000));

        Stripe.deliver(event)
                .then()
                .statusCode(200)
                .body("received", org.hamcrest.Matchers.is(true))
                .body("duplicate", org.hamcrest.Matchers.is(false));

        Inspect.awaitState(event.get("id").textValue(), "forwarded");
        core.verify(
                1,
                postRequestedFor(urlEqualTo(CoreDouble.UPDATE))
                        .withHeader("X-API-Key", equalTo("core_test_key_for_billing"))
                        .withRequestBody(
                                equalToJson(
                                        Events.json(
                                                        "{'customer_id':'%s','subscription_id':'%s',"
                                                            + "'plan_id':'price_pro_monthly','start_date':1700000000,"
                                                            + "'expiry_date':1702592000,'status':'active',"
                                                            + "'event_id':'%s','event_type':'customer.subscription.updated',"
                                                            + "'occurred_at':1700000100,'sequence':1,'livemode':false,"
                                                            + "'items':[{'plan_id':'price_pro_monthly','quantity':1,"
                                                            + "'start_date':1700000000,'expiry_date':1702592000}]}",
                                                        customer,
                                                        subscription,
                                                        event.get("id").textValue())
                                                .toString())));
    }

    @Test
    void an_event_delivered_to_both_addresses_under_different_secrets_counts_once() {
        String subscription = id("sub");
        String event =
                Events.event(
                                "customer.subscription.created",
                                1_700_000_000,
                                Events.subscription(
                                        subscription, id("cus"), 1_700_000_000, 1_702_592_000))
                        .toString();
        long now = java.time.Instant.now().getEpochSecond();

        var first =
                Stripe.deliver(
                        "/webhook/stripe", event, Stripe.signature(event, Stripe.SECRET, now));
        var second =
                Stripe.deliver(
                        "/api/payments/webhook",
                        event,
                        Stripe.signature(event, Stripe.ROLLED_SECRET, now));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getBoolean("duplicate")).isTrue();
        Inspect.awaitLaneIdle(subscription);
        core.verify(
                1,
                postRequestedFor(urlEqualTo(CoreDouble.UPDATE))
                        .withRequestBody(
                                matchingJsonPath("$.subscription_id", equalTo(subscription))));
    }
}
