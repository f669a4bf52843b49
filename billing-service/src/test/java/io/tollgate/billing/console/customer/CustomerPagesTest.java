package io.tollgate.billing.console.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.account.UsersFound.Found;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.UserOverrides;
import io.tollgate.contracts.subscription.SubscriptionChangePage;
import io.tollgate.contracts.subscription.SubscriptionChangePage.State;
import io.tollgate.contracts.subscription.SubscriptionChangePage.SubscriptionChange;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.testing.TestEnvironment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer is found by an id and shown on one page; why they may or may not is explained. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class CustomerPagesTest {

    private static final String EVIL = "<script>alert('x')</script>\" onload=x";

    private Browser support = Browser.stranger();

    @BeforeEach
    void aliceIsKnown() {
        Alice.isKnown();
        support = Browser.support();
    }

    @Test
    void a_search_leads_to_the_customer_and_to_the_events() {
        CoreBooks.holds(
                "/internal/users",
                new UsersFound(
                        List.of(
                                new Found("alice", "cus_a", "customer_id"),
                                new Found(null, "cus_b", "customer_id")),
                        true));

        String page = support.read("/console/customers?q=cus_a");

        assertThat(page)
                .contains("href=\"/console/customers/alice\"")
                .contains("href=\"/console/events?customer=cus_a\"")
                .contains("linked to no user")
                .contains("there are more")
                .contains("value=\"cus_a\"");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo("/internal/users"))
                                .withQueryParam("query", equalTo("cus_a")));
    }

    @Test
    void a_subscriptions_id_leads_to_the_subscription() {
        CoreBooks.holds(
                "/internal/users",
                new UsersFound(List.of(new Found("alice", "cus_a", "subscription_id")), false));

        assertThat(support.read("/console/customers?q=sub_typed"))
                .contains("href=\"/console/subscriptions/sub_typed\"")
                .contains("href=\"/console/customers/alice\"");
        CoreDouble.core().verifyThat(0, getRequestedFor(urlPathEqualTo("/internal/subscriptions")));
    }

    @Test
    void a_customer_of_nobody_leads_to_their_subscriptions() {
        CoreBooks.holds(
                "/internal/users",
                new UsersFound(List.of(new Found(null, "cus_a", "customer_id")), false));
        CoreBooks.holds(
                "/internal/subscriptions",
                new SubscriptionPage(List.of(Alice.subscription("active")), "sub_a"));

        assertThat(support.read("/console/customers?q=cus_a"))
                .contains("linked to no user", "href=\"/console/subscriptions/sub_a\"")
                .contains("and more");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo("/internal/subscriptions"))
                                .withQueryParam("customer_id", equalTo("cus_a")));

        CoreBooks.refuses("/internal/subscriptions", ProblemCode.FORBIDDEN, "not this key");
        assertThat(support.read("/console/customers?q=cus_a"))
                .contains("linked to no user", "The subscriptions of cus_a cannot be shown");
    }

    @Test
    void before_anything_is_typed_core_is_not_asked() {
        assertThat(support.read("/console/customers")).contains("name=\"q\"");
        assertThat(support.read("/console/customers?q= ")).doesNotContain("Nobody");
        CoreDouble.core().verifyThat(0, getRequestedFor(anyUrl()));
    }

    @Test
    void nobody_found_is_said() {
        CoreBooks.holds("/internal/users", new UsersFound(List.of(), false));

        assertThat(support.read("/console/customers?q=nobody")).contains("Nobody was found");
    }

    @Test
    void one_page_has_account_plan_usage_subscriptions_and_limits_set_by_hand() {
        String page = support.read(Alice.PAGE);

        assertThat(page)
                .contains("cus_a", "team", "by a subscription within its time")
                .contains("23, and 1 reserved", "4 over", "by hand")
                .contains("1,099,511,627,776 (1 TiB)", "only warns")
                .contains("unlimited", "has it")
                .contains("<meter min=\"0\" max=\"20\" value=\"24\"")
                .contains("href=\"/console/subscriptions/sub_a\"", "running and paid")
                .contains("agreed", "bob", "in force")
                .contains("2024-03-09 16:00:00")
                .contains("href=\"/console/events?customer=cus_a\"")
                .contains("href=\"/console/payments?user=alice\"");
    }

    @Test
    void who_may_only_look_sees_nothing_that_acts() {
        assertThat(support.read(Alice.PAGE)).doesNotContain("Set a limit", "Take back");
        assertThat(Browser.admin().read(Alice.PAGE)).contains("Set a limit", "Take back");
    }

    @Test
    void a_user_core_has_never_heard_of_is_shown_as_such() {
        CoreBooks.refuses("/internal/accounts/alice", ProblemCode.NOT_FOUND, "not linked");

        assertThat(support.read(Alice.PAGE))
                .contains("not linked to one", "core-service knows of none");
        CoreDouble.core().verifyThat(0, getRequestedFor(urlPathEqualTo("/internal/subscriptions")));
    }

    @Test
    void a_customer_that_was_deleted_is_marked_and_its_users_other_subscriptions_are_asked_for() {
        CoreBooks.holds(
                "/internal/accounts/alice", new Account("alice", "cus_a", 1_710_000_000, true));

        assertThat(support.read(Alice.PAGE)).contains("deleted at Stripe");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo("/internal/subscriptions"))
                                .withQueryParam("customer_id", equalTo("cus_a"))
                                .withQueryParam("with_former", equalTo("true")));
    }

    @Test
    void a_core_that_is_older_is_shown_as_far_as_it_goes() {
        CoreBooks.empty();
        CoreBooks.holds("/internal/accounts/alice", new Account("alice", "cus_a", 1_710_000_000));
        CoreBooks.holds(
                "/internal/subscriptions",
                new SubscriptionPage(List.of(Alice.subscription("active")), null));
        CoreBooks.refuses(Alice.QUOTA, ProblemCode.FORBIDDEN, "not this key");

        assertThat(support.read(Alice.PAGE))
                .contains("Plan, limits and usage cannot be shown: core-service does not offer it")
                .contains("What limits were set by hand cannot be shown")
                .contains("sub_a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/customers?q=a",
                "/console/customers/alice",
                "/console/subscriptions/sub_a",
                "/console/customers/alice/explain?resource=projects",
            })
    void a_core_that_is_away_is_said_plainly(String path) {
        CoreBooks.away();

        Response answer = support.open(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.asString())
                .contains("core-service cannot be reached", "Sign out")
                .doesNotContain("Exception");
    }

    @Test
    void what_core_says_is_shown_as_text() {
        CoreBooks.holds(
                "/internal/users",
                new UsersFound(List.of(new Found(EVIL, EVIL, "user_id")), false));
        CoreBooks.holds(
                Alice.QUOTA + "/overrides", new UserOverrides(List.of(Alice.override(EVIL))));

        for (String page :
                List.of(support.read("/console/customers?q=" + EVIL), support.read(Alice.PAGE))) {
            assertThat(page)
                    .doesNotContain("<script>alert")
                    .doesNotContain("\" onload=x")
                    .contains("&lt;script&gt;alert");
        }
    }

    @Test
    void a_user_whose_id_is_odd_has_a_page_too() {
        String path = "/console/customers/a%2Fb%3Fc%3D%3Cd%3E%26e%2520f";

        Response answer = support.request().urlEncodingEnabled(false).get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("a/b?c=&lt;d&gt;&amp;e%20f")
                .contains("/console/payments?user=a%2Fb%3Fc%3D%3Cd%3E%26e%2520f")
                .doesNotContain("<d>");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(
                                urlEqualTo("/internal/accounts/a%2Fb%3Fc=%3Cd%3E&e%2520f")));
    }

    @Test
    void what_became_of_a_subscription_is_told_in_words() {
        State trial =
                new State("trialing", "price_a", "team", 1_710_000_000, 1_711_000_000, null, null);
        State active =
                new State("active", "price_a", "team", 1_710_000_000, 1_712_688_399, null, null);
        CoreBooks.holds(
                "/internal/subscriptions/sub_a/changes",
                new SubscriptionChangePage(
                        List.of(
                                new SubscriptionChange(
                                        8,
                                        1_710_000_300,
                                        "stale",
                                        "older_sequence",
                                        null,
                                        4L,
                                        null,
                                        "evt_4",
                                        "t",
                                        trial,
                                        null,
                                        null),
                                new SubscriptionChange(
                                        7,
                                        1_710_000_200,
                                        "applied",
                                        "newer_state",
                                        "linked",
                                        5L,
                                        1_710_000_199L,
                                        "evt_5",
                                        "t",
                                        active,
                                        trial,
                                        active)),
                        "7"));

        String page = support.read("/console/subscriptions/sub_a");

        assertThat(page)
                .contains("refused: something newer was told before")
                .contains("status trialing → active")
                .contains("access to 2024-03-21 05:46:40 → 2024-04-09 18:46:39")
                .contains("user linked")
                .contains("href=\"/console/events/evt_5\"", "href=\"/console/lanes/sub_a\"")
                .contains("href=\"/console/customers/alice\"")
                .contains("/console/subscriptions/sub_a?at=7");
    }

    @Test
    void a_subscription_nobody_knows_is_a_page_that_says_so() {
        CoreBooks.holds("/internal/subscriptions", new SubscriptionPage(List.of(), null));

        assertThat(support.open("/console/subscriptions/sub_x").statusCode()).isEqualTo(404);
        assertThat(support.open("/console/subscriptions/sub_x?at=x").statusCode()).isEqualTo(400);
    }

    @Test
    void why_not_is_drawn_from_the_event_to_the_decision() {
        CoreBooks.holds(Alice.QUOTA + "/explain", Alice.explanation());

        String page =
                support.read(
                        Alice.PAGE
                                + "/explain?resource=projects&amount=2 GiB"
                                + "&at=2024-03-09 16:01:40.5");

        assertThat(page)
                .containsSubsequence(
                        "No: 1 more of projects does not fit. It would pass the limit.",
                        "right before",
                        "2024-03-09 16:01:40.500</time>.",
                        "Event",
                        "href=\"/console/events/evt_a\"",
                        "Subscription change",
                        "newer state. Price price_team_monthly, 4 seats",
                        "href=\"/console/subscriptions/sub_a\"",
                        "Status policy",
                        "Plan",
                        "Limit",
                        "Usage",
                        "Decision");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo(Alice.QUOTA + "/explain"))
                                .withQueryParam("resource", equalTo("projects"))
                                .withQueryParam("amount", equalTo("2147483648"))
                                .withQueryParam("at", equalTo("1710000100.500000")));
    }

    @Test
    void what_core_will_not_explain_is_said_with_its_reason() {
        CoreBooks.refuses(
                Alice.QUOTA + "/explain",
                ProblemCode.INVALID_REQUEST,
                "resource: is not in the catalogue");

        assertThat(support.read(Alice.PAGE + "/explain?resource=nothing"))
                .contains("is not in the catalogue");
    }

    @Test
    void a_question_that_makes_no_sense_keeps_what_was_typed() {
        String page = support.read(Alice.PAGE + "/explain?resource=projects&amount=x&at=tomorrow");

        assertThat(page)
                .contains("The moment has to be like", "The amount has to be a whole number")
                .contains("value=\"tomorrow\"", "value=\"x\"");
    }
}
