package io.tollgate.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user whose customer Stripe has deleted gets another one, and loses nothing of the first. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class GoneCustomerTest {

    private static final int THREADS = 8;

    private final String user = Api.fresh("user-");
    private final Updates first = Updates.fresh();
    private final Updates next = Updates.fresh().plan("price_team_monthly");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource source;

    @BeforeEach
    void linkedUser() {
        clock.reset();
        Api.link(user, first.customerId()).statusCode(200).body("gone", nullValue());
    }

    private void goneAndReplaced() {
        Api.gone(first.customerId()).statusCode(204);
        Api.link(user, next.customerId()).statusCode(200);
    }

    private ValidatableResponse account() {
        return Api.billing().get("/internal/accounts/{user}", user).then().statusCode(200);
    }

    private List<String> former() throws Exception {
        return database.column("SELECT customer_id FROM former_customer WHERE user_id = ?", user);
    }

    @Test
    void aDeletedCustomerIsMarkedHoweverOftenItIsTold() throws Exception {
        Api.gone(first.customerId()).statusCode(204);
        String since = "SELECT gone_at FROM account WHERE user_id = ?";
        List<String> noted = database.column(since, user);
        clock.setTo(TurnableClock.START.getEpochSecond() + 60);

        Api.gone(first.customerId()).statusCode(204);

        account().body("gone", equalTo(true)).body("customer_id", equalTo(first.customerId()));
        assertThat(database.column(since, user)).isEqualTo(noted).doesNotContain("null");
    }

    @Test
    void aCustomerOfNobodyIsNoError() {
        Api.gone(Api.fresh("cus_")).statusCode(204);
        Api.gone("c".repeat(256)).statusCode(400).body("errors[0].field", equalTo("customer_id"));
        Api.product().delete("/internal/customers/{c}", first.customerId()).then().statusCode(403);
        account().body("gone", nullValue());
    }

    @Test
    void anotherCustomerTakesThePlaceOfTheDeletedOne() throws Exception {
        Api.gone(first.customerId()).statusCode(204);
        clock.setTo(TurnableClock.START.getEpochSecond() + 60);

        Api.link(user, next.customerId())
                .statusCode(200)
                .body("customer_id", equalTo(next.customerId()))
                .body("created_at", equalTo((int) TurnableClock.START.getEpochSecond() + 60))
                .body("gone", nullValue());

        account().body("customer_id", equalTo(next.customerId()));
        assertThat(former()).containsExactly(first.customerId());
        Api.link(user, Api.fresh("cus_")).statusCode(409).body("code", equalTo("account_conflict"));
    }

    @Test
    void theFormerCustomerChangesNothingAnyMore() throws Exception {
        goneAndReplaced();

        Api.link(user, first.customerId())
                .statusCode(200)
                .body("customer_id", equalTo(next.customerId()));
        Api.gone(first.customerId()).statusCode(204);
        Api.update(first.user(user).status("canceled").build())
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", not(hasItem("unlinked_customer")));

        account().body("customer_id", equalTo(next.customerId())).body("gone", nullValue());
        assertThat(
                        database.column(
                                "SELECT link FROM subscription_change WHERE subscription_id = ?",
                                first.subscriptionId()))
                .containsExactly("already_linked");
    }

    @Test
    void aFormerCustomerIsNobodyElses() {
        goneAndReplaced();
        String other = Api.fresh("user-");

        Api.link(other, first.customerId())
                .statusCode(409)
                .body("code", equalTo("account_conflict"));

        Api.billing().get("/internal/accounts/{user}", other).then().statusCode(404);
        Api.link(other, Api.fresh("cus_")).statusCode(200);
    }

    @Test
    void aCustomerOfSomebodyElseDoesNotTakeTheDeletedOnesPlace() throws Exception {
        Api.link(Api.fresh("user-"), next.customerId()).statusCode(200);
        Api.gone(first.customerId()).statusCode(204);

        Api.link(user, next.customerId()).statusCode(409);

        account().body("customer_id", equalTo(first.customerId())).body("gone", equalTo(true));
        assertThat(former()).isEmpty();
    }

    @Test
    void severalAtOnceEndWithOneCustomer() throws Exception {
        Api.gone(first.customerId()).statusCode(204);
        List<Future<Integer>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                String customer = Api.fresh("cus_");
                asked.add(threads.submit(() -> Api.link(user, customer).extract().statusCode()));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> each : asked) {
            statuses.add(each.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(former()).containsExactly(first.customerId());
        account().body("gone", nullValue());
    }

    @Test
    void whoWaitsForACustomerThatBecomesAFormerOneIsRefused() throws Exception {
        String other = Api.fresh("user-");
        try (Connection rival = source.getConnection();
                Statement statement = rival.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            rival.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO former_customer SELECT customer_id, user_id, now(), now()"
                            + " FROM account WHERE user_id = '%s'".formatted(user));
            statement.execute(
                    "UPDATE account SET customer_id = '%s' WHERE user_id = '%s'"
                            .formatted(next.customerId(), user));
            Future<Integer> linked =
                    thread.submit(() -> Api.link(other, first.customerId()).extract().statusCode());
            database.until(
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE"
                            + " 'INSERT INTO account%'");

            rival.commit();

            assertThat(linked.get()).isEqualTo(409);
        }
        Api.billing().get("/internal/accounts/{user}", other).then().statusCode(404);
    }

    @Test
    void aProductMayWishForTheNextCustomer() {
        Api.gone(first.customerId()).statusCode(204);

        wish().statusCode(202);

        wishes().body("$", hasItem(user));
        Api.link(user, next.customerId()).statusCode(200);
        wishes().body("$", not(hasItem(user)));
        wish().statusCode(200).body("customer_id", equalTo(next.customerId()));
    }

    private ValidatableResponse wish() {
        return Api.product()
                .body("{\"create_customer\": true}")
                .put("/internal/accounts/{user}", user)
                .then();
    }

    private static ValidatableResponse wishes() {
        return Api.billing().get("/internal/customer-wishes").then().statusCode(200);
    }

    @Test
    void subscriptionsOfBothCustomersGiveTheirPlanToTheUser() {
        Api.update(first.build()).statusCode(200);
        Api.check(user, "projects", 1).body("plan", equalTo("pro"));
        goneAndReplaced();

        Api.check(user, "projects", 1).body("plan", equalTo("pro"));
        Api.update(next.build()).statusCode(200);
        Api.check(user, "projects", 1).body("plan", equalTo("team"));
        long now = TurnableClock.START.getEpochSecond();
        Api.update(next.status("canceled").expiry(now).build()).statusCode(200);
        Api.check(user, "projects", 1).body("plan", equalTo("pro"));
        Api.update(first.status("canceled").expiry(now).build()).statusCode(200);
        Api.check(user, "projects", 1).body("plan", equalTo("free"));
    }

    @Test
    void subscriptionsAreListedOfOneCustomerOrOfAllThatItsUserHad() {
        Api.update(first.build()).statusCode(200);
        Api.update(next.build()).statusCode(200);
        goneAndReplaced();

        list(next.customerId(), false)
                .body("data.subscription_id", contains(next.subscriptionId()));
        for (String customer : List.of(first.customerId(), next.customerId())) {
            list(customer, true)
                    .body(
                            "data.subscription_id",
                            containsInAnyOrder(first.subscriptionId(), next.subscriptionId()))
                    .body("data.user_id", contains(user, user));
        }
        list(Api.fresh("cus_"), true).body("data", empty());
    }

    private static ValidatableResponse list(String customer, boolean withFormer) {
        return Api.billing()
                .queryParams("customer_id", customer, "with_former", withFormer)
                .get("/internal/subscriptions")
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasDecidedByAFormerCustomersSubscriptionIsExplained() {
        Api.update(first.build()).statusCode(200);
        long then = TurnableClock.START.getEpochSecond() + 60;
        clock.setTo(then + 60);
        goneAndReplaced();

        Api.product()
                .queryParams("resource", "projects", "at", then, "amount", 1)
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(200)
                .body("decision.plan", equalTo("pro"));
    }
}
