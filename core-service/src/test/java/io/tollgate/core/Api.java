package io.tollgate.core;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tollgate.contracts.Json;
import java.util.UUID;

/** The calls the tests make, as billing-service and the product's backend make them. */
public final class Api {

    public static final String BILLING_KEY = "test-billing-key-0000001";
    public static final String PRODUCT_KEY = "test-product-key-0000001";

    private static final ObjectMapper MAPPER = Json.newMapper();

    private Api() {}

    public static RequestSpecification billing() {
        return given().header("X-API-Key", BILLING_KEY).contentType("application/json");
    }

    public static RequestSpecification product() {
        return given().header("X-API-Key", PRODUCT_KEY).contentType("application/json");
    }

    /** A contract record as it goes over the wire. */
    public static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ValidatableResponse update(Object body) {
        return billing()
                .body(body instanceof String text ? text : json(body))
                .post("/internal/subscription/update")
                .then();
    }

    public static ValidatableResponse link(String userId, String customerId) {
        return billing()
                .body("{\"customer_id\": \"" + customerId + "\"}")
                .put("/internal/accounts/{user}", userId)
                .then();
    }

    public static ValidatableResponse summary(String userId) {
        return product().get("/internal/quota/users/{user}", userId).then();
    }

    public static ValidatableResponse check(String userId, String resource, long amount) {
        return product()
                .body(
                        "{\"user_id\":\"%s\",\"resource\":\"%s\",\"amount\":%d}"
                                .formatted(userId, resource, amount))
                .post("/internal/quota/check")
                .then();
    }

    /** Stripe has deleted a customer. */
    public static ValidatableResponse gone(String customerId) {
        return billing().delete("/internal/customers/{customer}", customerId).then();
    }

    /** Takes or gives back under a key. */
    public static ValidatableResponse take(String path, String key, String body) {
        return product()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/internal/quota/" + path)
                .then();
    }

    /** An id no other test has. */
    public static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
