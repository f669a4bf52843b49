package io.tollgate.core.quota;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Soft limits, limits for each seat, features, and limits that a person set for one user. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class OverrideTest {

    private static final long NOW = TurnableClock.START.getEpochSecond();
    private static final String PATH = "/admin/quota/users/{user}/overrides/{resource}";

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh();

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;

    @BeforeEach
    void linkedUser() {
        clock.reset();
        Api.link(user, pro.customerId()).statusCode(200);
    }

    private static RequestSpecification operator(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private ValidatableResponse set(String resource, String limit) {
        return operator(TestTokens.admin())
                .body(
                        "{%s\"reason\":\"agreed by phone\",\"ends_at\":%d}"
                                .formatted(limit, NOW + 100))
                .put(PATH, user, resource)
                .then();
    }

    private ValidatableResponse consume(String resource, long amount) {
        return Api.take(
                "consume",
                Api.fresh("key-"),
                "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"%s\",\"amount\":%d}]}"
                        .formatted(user, resource, amount));
    }

    @Test
    void aLimitSetByHandCountsUntilItsEnd() {
        set("projects", "\"limit\":5,").statusCode(200);

        consume("projects", 5).statusCode(200).body("items[0].limit", equalTo(5));
        consume("projects", 1).statusCode(409).body("limit", equalTo(5));
        Api.summary(user)
                .body("resources.projects.source", equalTo("override"))
                .body("resources.members.source", equalTo("plan"));

        clock.setTo(NOW + 100);
        Api.summary(user)
                .body("resources.projects.limit", equalTo(3))
                .body("resources.projects.over_by", equalTo(2));
    }

    @Test
    void unlimitedCanBeSetAndWithdrawnAndTheHistoryKeepsBoth() {
        set("projects", "").statusCode(200);
        consume("projects", 1_000_000).statusCode(200).body("items[0].unlimited", equalTo(true));

        operator(TestTokens.admin())
                .queryParam("reason", "was a mistake")
                .delete(PATH, user, "projects")
                .then()
                .statusCode(200);

        consume("projects", 1).statusCode(409).body("limit", equalTo(3));
        operator(TestTokens.admin())
                .get(PATH, user, "projects")
                .then()
                .statusCode(200)
                .body("data.kind", contains("withdrawn", "unlimited"))
                .body("data.reason", contains("was a mistake", "agreed by phone"))
                .body("data.set_by", contains("operator-1", "operator-1"))
                .body("data[1].limit", nullValue());
    }

    @Test
    void whoSetALimitIsKeptByTheTokensSubjectAndNotByName() {
        operator(TestTokens.adminNamed("someone@example.test"))
                .body("{\"limit\":5,\"reason\":\"r\",\"ends_at\":4102444800}")
                .put(PATH, user, "projects")
                .then()
                .statusCode(200)
                .body("data[0].set_by", equalTo("operator-1"));
    }

    /** A take that held the counter meanwhile was decided without it, at a moment before. */
    @Test
    void aLimitIsSetAtTheMomentItsCounterWasHad() throws Exception {
        consume("projects", 1).statusCode(200);
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (PreparedStatement hold =
                    holder.prepareStatement("SELECT 1 FROM usage WHERE user_id = ? FOR UPDATE")) {
                hold.setString(1, user);
                hold.executeQuery().close();
            }
            Future<ValidatableResponse> set = thread.submit(() -> set("projects", "\"limit\":5,"));
            database.until(
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND query LIKE '%FROM usage%'");
            clock.setTo(NOW + 50);
            holder.rollback();
            holder.setAutoCommit(true);

            set.get().statusCode(200).body("data[0].set_at", greaterThanOrEqualTo(NOW + 50f));
        }
    }

    @Test
    void aFeatureIsCheckedAndCanBeGivenByHand() {
        Api.check(user, "sso", 1)
                .body("allowed", equalTo(false))
                .body("reason", equalTo("not_included"));
        set("sso", "\"limit\":1,").statusCode(200);

        Api.check(user, "sso", 1)
                .body("allowed", equalTo(true))
                .body("reason", equalTo("included"));
        Api.summary(user).body("features.sso", equalTo(true)).body("resources.sso", nullValue());
    }

    @Test
    void seatsStayWhenThePriceIsNotInTheCatalogueAnyMore() {
        var known = new Item("price_pro_monthly", 10L, Updates.PERIOD_START, Updates.PERIOD_END);
        Api.update(pro.items(known).build()).statusCode(200);
        var unknown = new Item("price_new", 10L, Updates.PERIOD_START, Updates.PERIOD_END);

        Api.update(pro.plan("price_new").items(unknown).build()).statusCode(200);

        Api.summary(user)
                .body("plan", equalTo("pro"))
                .body("seats", equalTo(10))
                .body("resources.members.limit", equalTo(50));
    }

    @Test
    void aLimitForEachSeatFollowsTheQuantity() {
        var item = new Item("price_pro_monthly", 3L, Updates.PERIOD_START, Updates.PERIOD_END);
        Api.update(pro.items(item).build()).statusCode(200);

        Api.summary(user)
                .body("seats", equalTo(3))
                .body("resources.members.limit", equalTo(15))
                .body("resources.projects.limit", equalTo(20));
        consume("members", 15).statusCode(200);
        consume("members", 1).statusCode(409);
    }

    @Test
    void passingASoftLimitIsAllowedAndMarked() {
        Api.update(pro.plan("price_team_monthly").build()).statusCode(200);
        long tebibyte = 1L << 40;
        consume("storage_bytes", tebibyte)
                .statusCode(200)
                .body("items[0].over_soft_limit", equalTo(false));
        Api.check(user, "storage_bytes", 1)
                .body("allowed", equalTo(true))
                .body("reason", equalTo("over_soft_limit"))
                .body("over_soft_limit", equalTo(true));

        consume("storage_bytes", 1)
                .statusCode(200)
                .body("items[0].over_soft_limit", equalTo(true))
                .body("items[0].remaining", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"limit\":-1,\"reason\":\"r\",\"ends_at\":4102444800}",
                "{\"limit\":5,\"ends_at\":4102444800}",
                "{\"limit\":5,\"reason\":\"r\"}",
                "{\"limit\":5,\"reason\":\"r\",\"ends_at\":1}"
            })
    void anOverrideThatIsNoneIsNamed(String body) {
        operator(TestTokens.admin())
                .body(body)
                .put(PATH, user, "projects")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void onlyAnOperatorMaySetOne() {
        String body = "{\"limit\":9,\"reason\":\"r\",\"ends_at\":4102444800}";

        operator(TestTokens.user(user))
                .body(body)
                .put(PATH, user, "projects")
                .then()
                .statusCode(403);
        for (RequestSpecification keyed : List.of(Api.product(), Api.billing())) {
            keyed.body(body)
                    .put(PATH, user, "projects")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer");
        }
        Api.summary(user).body("resources.projects.limit", equalTo(3));
    }
}
