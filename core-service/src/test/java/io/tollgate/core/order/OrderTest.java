package io.tollgate.core.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is ordered costs what the catalogue says, and only its user sees it. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class OrderTest {

    private final String user = Api.fresh("user-");

    @Inject Database database;

    @Test
    void theCatalogueSaysWhatAnOrderCosts() {
        OrderCalls.order(
                        user,
                        """
                        {"currency":"eur","lines":[{"sku":"storage_boost","quantity":2},
                         {"sku":"setup_help","quantity":1}]}\
                        """)
                .statusCode(201)
                .body("order_ref", matchesPattern("or_[0-9a-f]{32}"))
                .body("user_id", equalTo(user))
                .body("status", equalTo("pending"))
                .body("currency", equalTo("eur"))
                .body("amount", equalTo(12_100))
                .body("amount_text", equalTo("121.00"))
                .body("lines[0].unit_amount", equalTo(1800))
                .body("lines[0].amount", equalTo(3600))
                .body("paid_at", nullValue());
    }

    @Test
    void aUserCannotNameHisPriceNorAnotherUser() {
        OrderCalls.order(
                        user,
                        """
                        {"currency":"usd","amount":1,
                         "lines":[{"sku":"storage_boost","quantity":1,"unit_amount":1}]}\
                        """)
                .statusCode(400)
                .body("errors.field", hasItem("amount"));
        OrderCalls.order(
                        user,
                        """
                        {"currency":"usd","user_id":"somebody",
                         "lines":[{"sku":"storage_boost","quantity":1,"unit_amount":1}]}\
                        """)
                .statusCode(201)
                .body("user_id", equalTo(user))
                .body("amount", equalTo(1900));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; currency",
                "{\"currency\":\"usd\"}; lines",
                "{\"currency\":\"USD\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":1}]};"
                        + " currency",
                "{\"currency\":\"usd\",\"lines\":[]}; lines",
                "{\"currency\":\"usd\",\"lines\":[null]}; lines[0]",
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"gold\",\"quantity\":1}]};"
                        + " lines[0].sku",
                "{\"currency\":\"jpy\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":1}]};"
                        + " lines[0].sku",
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":0}]};"
                        + " lines[0].quantity",
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":-1}]};"
                        + " lines[0].quantity",
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":1000001}]};"
                        + " lines[0].quantity",
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"setup_help\",\"quantity\":1.5}]};"
                        + " lines[0].quantity",
            })
    void whatCannotBeOrderedIsNamed(String body, String field) {
        OrderCalls.order(user, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body("errors.field", hasItem(field));
    }

    @ParameterizedTest
    @CsvSource({
        "usd, 1900, 201, 19.00",
        "jpy, 500, 201, 500",
        "kwd, 5120, 201, 5.120",
        "isk, 500, 201, 5.00",
        "ugx, 500, 201, 5.00",
        "huf, 17550, 201, 175.50",
        "kwd, 5124, 400, ",
        "isk, 5, 400, ",
        "ugx, 550, 400, ",
        "usd, 0, 400, ",
    })
    void theProductMayNameATotalThatStripeWouldTake(
            String currency, long amount, int status, String text) {
        var answer = OrderCalls.total(user, currency, amount).statusCode(status);
        if (status == 201) {
            answer.body("amount", equalTo((int) amount))
                    .body("amount_text", equalTo(text))
                    .body("lines", empty());
        } else {
            answer.body("errors[0].field", equalTo("amount"));
        }
    }

    @Test
    void theSameKeyMakesOneOrderAlsoInARace() throws Exception {
        String body =
                "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"storage_boost\",\"quantity\":1}]}";
        String key = Api.fresh("key-");
        Callable<Long> call =
                () ->
                        OrderCalls.as(user)
                                .header("Idempotency-Key", key)
                                .body(body)
                                .post("/api/orders")
                                .then()
                                .statusCode(201)
                                .extract()
                                .jsonPath()
                                .getLong("order_id");
        List<Long> ids = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<Long> id : pool.invokeAll(java.util.Collections.nCopies(16, call))) {
                ids.add(id.get());
            }
        }
        assertThat(ids).hasSize(16).containsOnly(ids.getFirst());

        OrderCalls.as(user)
                .header("Idempotency-Key", key)
                .body(body.replace("1}", "2}"))
                .post("/api/orders")
                .then()
                .statusCode(409)
                .body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void aUserSeesHisOwnOrdersNewestFirstPageByPage() {
        long first = OrderCalls.aBoost(user);
        long second = OrderCalls.aBoost(user);
        long third = OrderCalls.aBoost(user);

        String next =
                OrderCalls.as(user)
                        .get("/api/orders?limit=2")
                        .then()
                        .statusCode(200)
                        .body("data.order_id", equalTo(List.of((int) third, (int) second)))
                        .extract()
                        .path("next");
        OrderCalls.as(user)
                .get("/api/orders?limit=2&after=" + next)
                .then()
                .body("data.order_id", equalTo(List.of((int) first)))
                .body("next", nullValue());
        OrderCalls.as(Api.fresh("user-"))
                .get("/api/orders")
                .then()
                .statusCode(200)
                .body("data", hasSize(0));
        OrderCalls.as(user).get("/api/orders?limit=0&after=x").then().statusCode(400);
    }

    @Test
    void nobodySeesAnothersOrder() {
        long order = OrderCalls.aBoost(user);

        OrderCalls.as(user).get("/api/orders/{id}", order).then().statusCode(200);
        OrderCalls.as(Api.fresh("user-"))
                .get("/api/orders/{id}", order)
                .then()
                .statusCode(403)
                .body("code", equalTo("order_forbidden"));
        OrderCalls.as(user)
                .get("/api/orders/999999999")
                .then()
                .statusCode(404)
                .body("code", equalTo("order_not_found"));
        OrderCalls.as(user)
                .get("/api/orders/first")
                .then()
                .statusCode(404)
                .body("code", equalTo("order_not_found"));
        given().get("/api/orders").then().statusCode(401);
        Api.billing().post("/internal/orders").then().statusCode(403);
    }

    @Test
    void anOrderNobodyTriedToPayIsCancelledAtOnce() {
        long order = OrderCalls.aBoost(user);

        OrderCalls.cancel(order).statusCode(200).body("status", equalTo("canceled"));
        OrderCalls.cancel(order).statusCode(200).body("status", equalTo("canceled"));
        OrderCalls.cancel(999_999_999).statusCode(404).body("code", equalTo("order_not_found"));
    }

    @Test
    void theDatabaseRefusesMovesAndRewritingToo() {
        long order = OrderCalls.aBoost(user);

        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "UPDATE orders SET status = 'paid', amount_received = 1900,"
                                                + " paid_at = now() WHERE order_id = ?",
                                        order))
                .hasMessageContaining("does not go from pending to paid");
        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "UPDATE orders SET amount = 1 WHERE order_id = ?", order))
                .hasMessageContaining("not rewritten");
        OrderCalls.cancel(order).statusCode(200);
        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "UPDATE orders SET status = 'pending' WHERE order_id = ?",
                                        order))
                .hasMessageContaining("does not go from canceled to pending");
    }

    @Test
    void aPageOfAnotherOriginIsLetInOnlyWhereItIsConfigured() {
        given().header("Origin", "https://shop.example.test")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/api/orders")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://shop.example.test"))
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
        given().header("Origin", "https://elsewhere.example.test")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/orders")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
