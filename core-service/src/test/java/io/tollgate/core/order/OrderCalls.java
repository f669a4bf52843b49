package io.tollgate.core.order;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tollgate.core.Api;
import io.tollgate.testing.TestTokens;

/** The calls about orders that several tests make. */
public final class OrderCalls {

    private OrderCalls() {}

    public static RequestSpecification as(String user) {
        return given().header("Authorization", "Bearer " + TestTokens.user(user))
                .contentType("application/json");
    }

    public static ValidatableResponse order(String user, String body) {
        return as(user).body(body).post("/api/orders").then();
    }

    /** An order of 19.00 dollars, by its product. */
    public static long aBoost(String user) {
        return order(
                        user,
                        "{\"currency\":\"usd\",\"lines\":[{\"sku\":\"storage_boost\",\"quantity\":1}]}")
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("order_id");
    }

    /** An order of a total, as the product's backend makes it. */
    public static ValidatableResponse total(String user, String currency, long amount) {
        return Api.product()
                .body(
                        "{\"user_id\":\"%s\",\"currency\":\"%s\",\"amount\":%d}"
                                .formatted(user, currency, amount))
                .post("/internal/orders")
                .then();
    }

    public static ValidatableResponse read(long orderId) {
        return Api.product().get("/internal/orders/{id}", orderId).then().statusCode(200);
    }

    public static ValidatableResponse cancel(long orderId) {
        return Api.product().post("/internal/orders/{id}/cancel", orderId).then();
    }
}
