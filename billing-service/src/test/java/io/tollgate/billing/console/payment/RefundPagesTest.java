package io.tollgate.billing.console.payment;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.audit.ActionLog;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.billing.reconcile.StripeResource;
import io.tollgate.billing.stripe.StripeKeys;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator gives money back in two steps; however often it is sent, it goes back once. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class RefundPagesTest {

    private static final String PAGE = "/console/payments/pi_1";
    private static final String FORM = PAGE + "/refund";
    private static final Pattern STATE = Pattern.compile("name=\"state\" value=\"([^\"]+)\"");

    private final StripeDouble stripe = StripeResource.stripe();

    @Inject ActionLog log;

    @BeforeEach
    void aPaymentOfWhichFourteenDollarsAreLeft() {
        CoreBooks.empty();
        Books.knows(Books.payment("pi_1", "alice"));
        stripe.reset();
        stripe.holds("/v1/refunds", list(false), 1_710_000_000);
        stripe.stub(post("/v1/refunds").willReturn(okJson(refund().toString())));
    }

    private static ObjectNode refund() {
        return json(
                "{'id':'re_9','payment_intent':'pi_1','amount':700,'currency':'usd',"
                        + "'status':'succeeded'}");
    }

    private static String state(String page) {
        Matcher state = STATE.matcher(page);
        assertThat(state.find()).isTrue();
        return state.group(1);
    }

    private static Map<String, String> wish(String state, String amount) {
        return new HashMap<>(
                Map.of("amount", amount, "reason", "requested_by_customer", "state", state));
    }

    private long posted() {
        return stripe.asked().stream().filter(path -> path.equals("/v1/refunds")).count();
    }

    private ActionLog.Entry kept() throws SQLException {
        return log.page("admin", "refund", null, 1).getFirst();
    }

    @Test
    void a_refund_is_confirmed_made_and_kept_with_who() throws Exception {
        Browser admin = Browser.admin();
        String form = admin.read(FORM);
        assertThat(form).contains("14.00 USD left", "value=\"14.00\"");

        Map<String, String> wish = wish(state(form), "7");
        String confirm = admin.submit(FORM, FORM + "/confirm", wish).asString();
        assertThat(confirm)
                .contains("<strong>7.00 USD</strong>", "cannot be undone", "alice")
                .contains("requested by customer", "Give 7.00 USD back");
        assertThat(posted()).isZero();
        stripe.stub(
                post("/v1/refunds")
                        .withRequestBody(containing("amount=700"))
                        .withRequestBody(containing("reason=requested_by_customer"))
                        .withRequestBody(containing("operator"))
                        .willReturn(okJson(refund().toString())));
        Response done = admin.submit(FORM, FORM, wish(state(confirm), "7"));

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo(PAGE);
        assertThat(admin.read(PAGE)).contains("Refund re_9 of 7.00 USD is made");
        assertThat(kept().subject()).isEqualTo("pi_1");
        assertThat(kept().outcome()).isEqualTo("done");
        assertThat(kept().detail()).contains("700", "re_9", "requested_by_customer");
    }

    @Test
    void behind_https_what_was_done_is_told_over_https_only() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "7");
        wish.put("token", admin.tokenOn(FORM));

        for (String scheme : List.of("https", "http")) {
            Response done =
                    admin.request()
                            .header("X-Forwarded-Proto", scheme)
                            .header("Sec-Fetch-Site", "same-origin")
                            .contentType("application/x-www-form-urlencoded; charset=utf-8")
                            .formParams(wish)
                            .post(FORM);

            assertThat(done.statusCode()).isEqualTo(303);
            assertThat(done.getDetailedCookie("tollgate_console_notice").isSecured())
                    .isEqualTo(scheme.equals("https"));
        }
    }

    @Test
    void a_second_click_gives_nothing_twice() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "14");
        assertThat(admin.submit(FORM, FORM, wish).statusCode()).isEqualTo(303);
        assertThat(posted()).isEqualTo(1);

        // Stripe has it now, with what billing wrote beside it.
        stripe.holds("/v1/refunds", list(false, made(wish)), 1_710_000_000);
        assertThat(admin.submit(FORM, FORM, wish).statusCode()).isEqualTo(303);

        assertThat(posted()).isEqualTo(1);
    }

    @Test
    void the_same_amount_asked_for_from_two_forms_is_one_refund_until_core_knows_of_it() {
        Browser first = Browser.admin();
        Browser second = Browser.admin();
        String state = state(first.read(FORM));
        Map<String, String> one = wish(state, "7");
        Map<String, String> other = wish(state(second.read(FORM)), "7.00");
        for (Map<String, String> wish : List.of(one, other)) {
            String confirm = second.submit(FORM, FORM + "/confirm", wish).asString();
            assertThat(confirm).contains("this amount goes back once");
            assertThat(state(confirm)).isEqualTo(wish.get("state"));
        }

        assertThat(first.submit(FORM, FORM, one).statusCode()).isEqualTo(303);
        assertThat(second.submit(FORM, FORM, other).statusCode()).isEqualTo(303);
        assertThat(stripe.keys()).hasSize(2).containsOnly(stripe.keys().getFirst());

        Books.knows(Books.refunded("pi_1", "alice", 700));
        Map<String, String> third = wish(state(first.read(FORM)), "7");
        assertThat(first.submit(FORM, FORM, third).statusCode()).isEqualTo(303);
        assertThat(first.submit(FORM, FORM, one).statusCode()).isEqualTo(303);

        assertThat(stripe.keys().get(2)).isNotEqualTo(stripe.keys().getFirst());
        assertThat(stripe.keys().getLast()).isEqualTo(stripe.keys().getFirst());
        assertThat(first.submit(FORM, FORM, wish(state, "6")).statusCode()).isEqualTo(303);
        assertThat(stripe.keys().getLast()).isNotEqualTo(stripe.keys().getFirst());
    }

    @Test
    void a_refusal_that_stripe_only_repeats_is_tried_anew() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "7");
        stripe.stub(
                post("/v1/refunds")
                        .inScenario("refund")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("funded")
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withHeader("Content-Type", "application/json")
                                        .withHeader("Idempotent-Replayed", "true")
                                        .withBody(
                                                "{\"error\":{\"type\":\"invalid_request_error\","
                                                        + "\"code\":\"balance_insufficient\"}}")));
        stripe.stub(
                post("/v1/refunds")
                        .inScenario("refund")
                        .whenScenarioStateIs("funded")
                        .willReturn(okJson(refund().toString())));

        assertThat(admin.submit(FORM, FORM, wish).statusCode()).isEqualTo(303);

        assertThat(stripe.keys()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void what_is_being_given_back_for_another_reason_is_said_in_the_consoles_words() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "14");
        ObjectNode made = made(wish);
        made.withObject("/metadata").put("parameters", "of another reason");
        stripe.holds("/v1/refunds", list(false, made), 1_710_000_000);

        Response refused = admin.submit(FORM, FORM, wish);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("being given back already");
        assertThat(posted()).isZero();
    }

    private static ObjectNode made(Map<String, String> wish) {
        ObjectNode made = refund();
        made.putObject("metadata")
                .put("request", StripeKeys.hash("pi_1\nconsole:" + wish.get("state") + ":1400"));
        return made;
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 14.01, No more than 14.00",
        "amount, 0, The amount has to be one like 14.00",
        "amount, 1.005, The amount has to be one like",
        "amount, all, The amount has to be one like",
        "reason, because, Choose one of the reasons",
        "state, k, out of date",
        "state, 1-, out of date",
    })
    void what_makes_no_sense_is_said_and_nothing_is_lost(
            String field, String typed, String answer) {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "7.77");
        wish.put(field, typed);

        Response refused = admin.submit(FORM, FORM + "/confirm", wish);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains(answer);
        if (!field.equals("amount")) {
            assertThat(refused.asString()).contains("value=\"7.77\"");
        }
        assertThat(posted()).isZero();
    }

    @Test
    void what_stripe_refuses_is_said_with_its_code_and_kept() throws Exception {
        Browser admin = Browser.admin();
        stripe.stub(
                post("/v1/refunds")
                        .willReturn(
                                aResponse()
                                        .withStatus(400)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(
                                                "{\"error\":{\"type\":\"invalid_request_error\","
                                                    + "\"code\":\"charge_already_refunded\"}}")));

        Response refused = admin.submit(FORM, FORM, wish(state(admin.read(FORM)), "7"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("charge_already_refunded", "value=\"7\"");
        assertThat(kept().outcome()).isEqualTo("refused");
    }

    @Test
    void with_stripe_away_the_same_form_can_be_sent_again() throws Exception {
        Browser admin = Browser.admin();
        stripe.stub(post("/v1/refunds").willReturn(aResponse().withStatus(503)));
        Map<String, String> wish = wish(state(admin.read(FORM)), "7");

        Response away = admin.submit(FORM, FORM, wish);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(state(away.asString())).isEqualTo(wish.get("state"));
        assertThat(kept().outcome()).isEqualTo("failed");
    }

    @Test
    void with_core_away_nothing_is_given_back() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish(state(admin.read(FORM)), "7");
        wish.put("token", admin.tokenOn("/console/actions"));
        CoreBooks.away();

        assertThat(admin.send(FORM, wish).statusCode()).isEqualTo(503);
        assertThat(posted()).isZero();
    }

    @Test
    void who_may_only_look_gives_nothing_back() {
        Browser support = Browser.support();

        assertThat(support.open(FORM).statusCode()).isEqualTo(403);
        for (String action : List.of(FORM, FORM + "/confirm")) {
            assertThat(support.submit("/console/actions", action, wish("1-500", "7")).statusCode())
                    .isEqualTo(403);
        }
        assertThat(Browser.admin().send(FORM, wish("k", "7")).statusCode()).isEqualTo(403);
        assertThat(posted()).isZero();
    }
}
