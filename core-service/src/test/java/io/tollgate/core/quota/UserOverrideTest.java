package io.tollgate.core.quota;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What billing-service reads of a user's plan, and sets for an operator who is signed in there. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class UserOverrideTest {

    private static final long NOW = TurnableClock.START.getEpochSecond();
    private static final String ALL = "/internal/quota/users/{user}/overrides";
    private static final String ONE = ALL + "/{resource}";

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private ValidatableResponse set(String resource, String limit, long endsAt) {
        return Api.billing()
                .body(
                        "{%s\"reason\":\"agreed by phone\",\"ends_at\":%d,\"by\":\"alice\"}"
                                .formatted(limit, endsAt))
                .put(ONE, user, resource)
                .then();
    }

    private ValidatableResponse listed() {
        return Api.billing().get(ALL, user).then().statusCode(200);
    }

    @Test
    void an_operator_is_named_by_billing_and_the_limit_counts_until_its_end() {
        set("projects", "\"limit\":5,", NOW + 100)
                .statusCode(200)
                .body("data.set_by", contains("alice"))
                .body("data.reason", contains("agreed by phone"));

        Api.check(user, "projects", 5).body("allowed", equalTo(true));
        listed().body("data.resource", contains("projects"))
                .body("data.limit", contains(5))
                .body("data.in_force", contains(true));
        clock.setTo(NOW + 100);
        Api.check(user, "projects", 5).body("allowed", equalTo(false));
        listed().body("data.in_force", contains(false));
    }

    @Test
    void of_several_limits_of_a_resource_the_last_is_in_force() {
        set("projects", "\"limit\":5,", NOW + 100).statusCode(200);
        clock.setTo(NOW + 1);
        set("projects", "", NOW + 200).statusCode(200);
        set("sso", "\"limit\":1,", NOW + 200).statusCode(200);

        listed().body("data.kind", contains("at_most", "unlimited", "at_most"))
                .body("data.in_force", contains(true, true, false));
        clock.setTo(NOW + 2);
        Api.billing()
                .queryParam("reason", "was a mistake")
                .queryParam("by", "bob")
                .delete(ONE, user, "projects")
                .then()
                .statusCode(200)
                .body("data.kind", contains("withdrawn", "unlimited", "at_most"))
                .body("data[0].set_by", equalTo("bob"));
        listed().body("data.in_force", contains(false, true, false, false));
        Api.billing().get(ONE, user, "sso").then().body("data.limit", contains(1));
    }

    @Test
    void both_ways_to_set_a_limit_write_the_same_history() {
        set("projects", "\"limit\":5,", NOW + 100).statusCode(200);
        clock.setTo(NOW + 1);
        given().header("Authorization", "Bearer " + TestTokens.admin())
                .contentType("application/json")
                .body("{\"limit\":6,\"reason\":\"r\",\"ends_at\":4102444800}")
                .put("/admin/quota/users/{user}/overrides/projects", user)
                .then()
                .statusCode(200)
                .body("data.set_by", contains("operator-1", "alice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"limit\":5,\"ends_at\":4102444800,\"by\":\"alice\"}; reason",
                "{\"limit\":5,\"reason\":\"r\",\"by\":\"alice\"}; ends_at",
                "{\"limit\":5,\"reason\":\"r\",\"ends_at\":1,\"by\":\"alice\"}; ends_at",
                "{\"limit\":5,\"reason\":\"r\",\"ends_at\":4102444800}; by",
                "{\"limit\":-1,\"reason\":\"r\",\"ends_at\":4102444800,\"by\":\"a\"}; limit",
            })
    void nobody_sets_a_limit_without_a_reason_an_end_and_a_name(String body, String field) {
        Api.billing()
                .body(body)
                .put(ONE, user, "projects")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
        listed().body("data", empty());
    }

    @Test
    void a_product_sets_no_limit() {
        Api.product()
                .body("{\"limit\":5,\"reason\":\"r\",\"ends_at\":4102444800,\"by\":\"x\"}")
                .put(ONE, user, "projects")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        Api.product().get(ALL, user).then().statusCode(403);
    }

    @Test
    void billing_reads_what_a_user_may_do_and_why_but_takes_nothing() {
        Api.billing()
                .get("/internal/quota/users/{user}", user)
                .then()
                .statusCode(200)
                .body("plan", equalTo("free"));
        Api.billing()
                .queryParam("resource", "projects")
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(200)
                .body("decision.allowed", equalTo(true));
        for (String path : new String[] {"check", "consume", "give-back", "reservations"}) {
            Api.billing()
                    .header("Idempotency-Key", "k")
                    .body("{}")
                    .post("/internal/quota/" + path)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void one_users_notices_are_read_newest_first() {
        Updates unmapped = Updates.fresh().plan("price_nobody_knows").user(user);
        Api.update(unmapped.build()).statusCode(200);
        Api.update(unmapped.plan("price_nobody_knows_either").build()).statusCode(200);

        Api.billing()
                .get("/internal/quota/users/{user}/notices", user)
                .then()
                .statusCode(200)
                .body("data.user_id", not(empty()))
                .body("data.kind", hasItem("price_unmapped"))
                .body(
                        "data.findAll { it.kind == 'price_unmapped' }.details.price",
                        containsInAnyOrder("price_nobody_knows", "price_nobody_knows_either"));
        Api.billing()
                .get("/internal/quota/users/{user}/notices", Api.fresh("user-"))
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void a_user_whose_id_is_odd_has_limits_too() {
        Api.billing()
                .urlEncodingEnabled(false)
                .body("{\"reason\":\"r\",\"ends_at\":4102444800,\"by\":\"a\"}")
                .put("/internal/quota/users/a%2Fb%3Fc=%3Cd%3E&e%2520f/overrides/projects")
                .then()
                .statusCode(200);

        Api.billing()
                .get(ALL, "a/b?c=<d>&e%20f")
                .then()
                .statusCode(200)
                .body("data.resource", hasItem("projects"));
    }
}
