package io.tollgate.billing.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static io.tollgate.billing.Events.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.StripeDouble;

/** A user whose customer Stripe has deleted, as core and Stripe tell of it, one step at a time. */
final class Deletion {

    static final String USER = "user-1";
    static final String OLD = "cus_old";
    static final String NEW = "cus_new";

    private static final String ACCOUNT = "/internal/accounts/" + USER;
    private static final String GONE = "/internal/customers/" + OLD;
    private static final String SCENARIO = "deletion";

    private final StripeDouble stripe;

    Deletion(StripeDouble stripe) {
        this.stripe = stripe;
    }

    /** core holds the old customer, takes its end, and then a new one. */
    Deletion coreHoldsTheOldOne() {
        CoreDouble.core().resetScenarios();
        answersAccount(STARTED, account(OLD));
        answersAccount("gone", account(OLD).put("gone", true));
        answersAccount("linked", account(NEW));
        core(
                delete(GONE)
                        .inScenario(SCENARIO)
                        .willReturn(aResponse().withStatus(204))
                        .willSetStateTo("gone"));
        core(
                put(ACCOUNT)
                        .inScenario(SCENARIO)
                        .withRequestBody(containing(NEW))
                        .willReturn(okJson(account(NEW).toString()))
                        .willSetStateTo("linked"));
        return this;
    }

    /** The event of the deletion has come. */
    Deletion coreKnows() {
        coreHoldsTheOldOne();
        answersAccount(STARTED, account(OLD).put("gone", true));
        return this;
    }

    /** core knows no customer of the user, and takes a new one. */
    Deletion coreHasNone() {
        coreHoldsTheOldOne();
        core(
                get(ACCOUNT)
                        .willReturn(
                                okJson("{\"status\":404,\"code\":\"not_found\"}").withStatus(404)));
        return this;
    }

    /** core has no such address yet. */
    Deletion coreIsOlder() {
        coreHoldsTheOldOne();
        core(
                delete(GONE)
                        .willReturn(
                                okJson("{\"status\":404,\"code\":\"not_found\"}").withStatus(404)));
        return this;
    }

    /** core cannot take the end in now. */
    Deletion coreIsBusy() {
        coreHoldsTheOldOne();
        core(delete(GONE).willReturn(aResponse().withStatus(503)));
        return this;
    }

    /** core takes this one, too, as the user's new customer. */
    void coreLinks(String customer) {
        core(
                put(ACCOUNT)
                        .withRequestBody(containing(customer))
                        .willReturn(okJson(account(customer).toString())));
    }

    private static void answersAccount(String state, ObjectNode account) {
        core(
                get(ACCOUNT)
                        .inScenario(SCENARIO)
                        .whenScenarioStateIs(state)
                        .willReturn(okJson(account.toString())));
    }

    private static void core(MappingBuilder mapping) {
        CoreDouble.core().register(mapping);
    }

    private static ObjectNode account(String customer) {
        return json("{'user_id':'%s','customer_id':'%s','created_at':1}", USER, customer);
    }

    static void wasTold(int times) {
        CoreDouble.core().verifyThat(times, deleteRequestedFor(urlEqualTo(GONE)));
    }

    /** Stripe makes the new customer, and refuses whatever names the old one. */
    Deletion stripeRefusesTheOldOne(String path, ObjectNode forTheNewOne) {
        stripe.stub(post("/v1/customers").willReturn(okJson("{\"id\":\"" + NEW + "\"}")));
        stripe.stub(
                post(path)
                        .withRequestBody(containing("customer=" + OLD))
                        .willReturn(refusal("customer")));
        stripe.stub(
                post(path)
                        .withRequestBody(containing("customer=" + NEW))
                        .willReturn(okJson(forTheNewOne.toString())));
        return this;
    }

    /** What Stripe says of the old customer itself. */
    void stripeSaysDeleted() {
        stripe.holds(
                "/v1/customers/" + OLD,
                json("{'id':'%s','object':'customer','deleted':true}", OLD),
                1_700_000_000);
    }

    /** Stripe's sessions of a customer; of the old one it will not tell where it is so. */
    void lists(boolean ofTheOldOne) {
        String path = "/v1/checkout/sessions";
        stripe.holds(path, StripeDouble.list(false), 1_700_000_000);
        if (!ofTheOldOne) {
            stripe.stub(
                    get(urlPathEqualTo(path))
                            .withQueryParam("customer", containing(OLD))
                            .atPriority(1)
                            .willReturn(refusal("customer")));
        }
    }

    /** Stripe misses what a parameter names. */
    static ResponseDefinitionBuilder refusal(String param) {
        return okJson(
                        json(
                                        "{'error':{'type':'invalid_request_error','code':'resource_missing',"
                                            + "'param':'%s'}}",
                                        param)
                                .toString())
                .withStatus(400);
    }
}
