package io.tollgate.billing.console.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.audit.ActionLog;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator sets a limit for one user in two steps, and takes it back; both are kept. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class OverridePagesTest {

    private static final String CORE = Alice.QUOTA + "/overrides/projects";
    private static final String FORM = Alice.PAGE + "/overrides/new?resource=projects";
    private static final String SET = Alice.PAGE + "/overrides";
    private static final String WITHDRAW = Alice.PAGE + "/overrides/withdraw";

    @Inject ActionLog log;

    @BeforeEach
    void aliceIsKnown() {
        Alice.isKnown();
        String history = CoreBooks.json(new LimitOverride.History(List.of()));
        CoreDouble.core().register(put(urlPathEqualTo(CORE)).willReturn(okJson(history)));
        CoreDouble.core().register(delete(urlPathEqualTo(CORE)).willReturn(okJson(history)));
    }

    private static Map<String, String> wish() {
        return new HashMap<>(
                Map.of(
                        "resource", "projects",
                        "limit", "50",
                        "until", "2099-12-31",
                        "reason", "agreed by phone"));
    }

    private static void wasSet(int times) {
        CoreDouble.core().verifyThat(times, putRequestedFor(urlPathEqualTo(CORE)));
    }

    private ActionLog.Entry last(String action) throws SQLException {
        return log.page("admin", action, null, 1).getFirst();
    }

    @Test
    void a_limit_is_confirmed_set_and_kept_with_who() throws Exception {
        Browser admin = Browser.admin();
        assertThat(admin.read(FORM)).contains("<option selected>projects</option>");

        String confirm = admin.submit(FORM, SET + "/confirm", wish()).asString();
        assertThat(confirm)
                .contains("at most 50", "2099-12-31", "agreed by phone")
                .contains("Now it is 20, set by hand");
        wasSet(0);
        Response done = admin.submit(FORM, SET, wish());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo(Alice.PAGE);
        assertThat(admin.read(Alice.PAGE)).contains("The limit counts from now on.");
        CoreDouble.core()
                .verifyThat(
                        1,
                        putRequestedFor(urlPathEqualTo(CORE))
                                .withRequestBody(
                                        equalToJson(
                                                """
                                                {"limit": 50, "reason": "agreed by phone",
                                                 "ends_at": 4102444800, "by": "admin"}
                                                """)));
        ActionLog.Entry kept = last("override");
        assertThat(kept.subject()).isEqualTo("alice");
        assertThat(kept.outcome()).isEqualTo("done");
        assertThat(kept.detail()).contains("projects").doesNotContain("by phone");
    }

    @ParameterizedTest
    @CsvSource({
        "unlimited, ",
        "20 GiB, 21474836480",
        "'1,000', 1000",
    })
    void a_limit_may_be_written_in_words(String typed, Long limit) {
        Map<String, String> wish = wish();
        wish.put("limit", typed);

        assertThat(Browser.admin().submit(FORM, SET, wish).statusCode()).isEqualTo(303);

        CoreDouble.core()
                .verifyThat(
                        1,
                        putRequestedFor(urlPathEqualTo(CORE))
                                .withRequestBody(
                                        equalToJson(
                                                "{%s\"by\":\"admin\",\"ends_at\":4102444800,\"reason\":\"agreed by phone\"}"
                                                        .formatted(
                                                                limit == null
                                                                        ? ""
                                                                        : "\"limit\":"
                                                                                + limit
                                                                                + ","))));
    }

    @ParameterizedTest
    @CsvSource({"yes, 1", "no, 0"})
    void a_feature_is_given_or_taken(String typed, long limit) {
        String path = Alice.QUOTA + "/overrides/sso";
        String history = CoreBooks.json(new LimitOverride.History(List.of()));
        CoreDouble.core().register(put(urlPathEqualTo(path)).willReturn(okJson(history)));
        Map<String, String> wish = wish();
        wish.put("resource", "sso");
        wish.put("limit", typed);

        assertThat(Browser.admin().submit(FORM, SET, wish).statusCode()).isEqualTo(303);

        CoreDouble.core()
                .verifyThat(
                        1,
                        putRequestedFor(urlPathEqualTo(path))
                                .withRequestBody(
                                        matchingJsonPath("$[?(@.limit == %d)]".formatted(limit))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "20 GiB", "unlimited"})
    void a_feature_is_not_counted(String typed) {
        Map<String, String> wish = wish();
        wish.put("resource", "sso");
        wish.put("limit", typed);

        for (String action : List.of(SET + "/confirm", SET)) {
            Response refused = Browser.admin().submit(FORM, action, wish);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("sso is a feature");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resource, '', Choose what",
        "limit, many, The limit has to be",
        "limit, -1, The limit has to be",
        "limit, '1,5 GiB', The limit has to be",
        "limit, yes, projects is counted",
        "limit, no, projects is counted",
        "limit, 1.5, The limit has to be",
        "until, 31.12.2099, The last day has to be like",
        "until, 2020-01-01, lie in the future",
        "reason, ' ', A reason has to be given",
    })
    void what_makes_no_sense_is_said_and_nothing_is_lost(
            String field, String typed, String answer) {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put(field, typed);

        for (String step : List.of(SET + "/confirm", SET)) {
            Response refused = admin.submit(FORM, step, wish);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains(answer);
            if (!field.equals("limit")) {
                assertThat(refused.asString()).contains("value=\"50\"");
            }
        }
        wasSet(0);
    }

    @Test
    void what_core_refuses_is_said_and_kept_as_refused() throws Exception {
        CoreDouble.core()
                .register(
                        put(urlPathEqualTo(CORE))
                                .willReturn(
                                        CoreBooks.problem(
                                                ProblemCode.INVALID_REQUEST,
                                                "resource: is not in the catalogue")));

        Response refused = Browser.admin().submit(FORM, SET, wish());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("is not in the catalogue", "agreed by phone");
        assertThat(last("override").outcome()).isEqualTo("refused");
    }

    @Test
    void a_limit_is_taken_back_with_a_reason() throws Exception {
        Browser admin = Browser.admin();
        String form = WITHDRAW + "?resource=projects";
        assertThat(admin.read(form)).contains("the plan's limit of <strong>projects</strong>");
        assertThat(admin.submit(form, WITHDRAW, Map.of("resource", "projects")).statusCode())
                .isEqualTo(400);

        Response done =
                admin.submit(form, WITHDRAW, Map.of("resource", "projects", "reason", "no longer"));

        assertThat(done.statusCode()).isEqualTo(303);
        CoreDouble.core()
                .verifyThat(
                        1,
                        deleteRequestedFor(urlPathEqualTo(CORE))
                                .withQueryParam("reason", equalTo("no longer"))
                                .withQueryParam("by", equalTo("admin")));
        assertThat(last("withdraw_override").outcome()).isEqualTo("done");
    }

    @Test
    void who_may_only_look_sets_nothing() {
        Browser support = Browser.support();

        assertThat(support.open(FORM).statusCode()).isEqualTo(403);
        for (String action : List.of(SET, SET + "/confirm", WITHDRAW)) {
            assertThat(support.submit("/console/actions", action, wish()).statusCode())
                    .isEqualTo(403);
        }
        wasSet(0);
    }

    @Test
    void a_form_without_its_token_sets_nothing() {
        Browser admin = Browser.admin();

        assertThat(admin.send(SET, wish()).statusCode()).isEqualTo(403);
        wasSet(0);
    }

    @Test
    void what_was_typed_comes_back_as_text() {
        Map<String, String> wish = wish();
        wish.put("reason", "<script>x</script>\"'");

        String page = Browser.admin().submit(FORM, SET + "/confirm", wish).asString();

        assertThat(page)
                .doesNotContain("<script>x")
                .contains("&lt;script&gt;x&lt;/script&gt;&quot;&#39;");
    }
}
