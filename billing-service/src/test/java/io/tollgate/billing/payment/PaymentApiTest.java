package io.tollgate.billing.payment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tollgate.billing.CoreDouble;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call, with what, and what is said where payments are not set up. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class PaymentApiTest {

    private static RequestSpecification user() {
        return given().auth().oauth2(TestTokens.user("user-1")).contentType("application/json");
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin()).contentType("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/payments/intent",
        "/api/checkout/sessions",
        "/api/portal/sessions",
        "/admin/payments/pi_1/refunds",
    })
    void nobody_calls_without_a_token(String path) {
        given().contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthorized"));
    }

    @Test
    void only_an_operator_gives_money_back() {
        user().header("Idempotency-Key", "k")
                .body("{}")
                .post("/admin/payments/pi_1/refunds")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; order_id",
                "{\"order_id\":-1}; order_id",
                "{\"order_id\":\"1\"}; order_id",
                "{\"order_id\":1.5}; order_id",
            })
    void an_order_is_named_by_its_number(String body, String field) {
        user().body(body)
                .post("/api/payments/intent")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors.field", hasItem(field));
    }

    @Test
    void a_refund_needs_a_key_and_sense() {
        admin().body("{\"amount\":0,\"reason\":\"because\"}")
                .post("/admin/payments/pi_1/refunds")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("Idempotency-Key"))
                .body("errors.field", hasItem("amount"))
                .body("errors.field", hasItem("reason"));
    }

    @Test
    void without_a_stripe_key_nothing_can_be_paid() {
        user().body("{\"order_id\":1}")
                .post("/api/payments/intent")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("stripe_key_missing"));
        admin().header("Idempotency-Key", "k")
                .body("{}")
                .post("/admin/payments/pi_1/refunds")
                .then()
                .statusCode(409)
                .body("code", equalTo("stripe_key_missing"));
    }

    @Test
    void a_page_that_is_not_configured_is_named_by_its_setting() {
        user().body("{\"plan\":\"pro\"}")
                .post("/api/checkout/sessions")
                .then()
                .statusCode(409)
                .body("code", equalTo("checkout_not_configured"))
                .body("detail", containsString("TOLLGATE_CHECKOUT_SUCCESS_URL"));
        user().post("/api/portal/sessions")
                .then()
                .statusCode(409)
                .body("detail", containsString("TOLLGATE_CHECKOUT_PORTAL_RETURN_URL"));
    }

    @Test
    void a_page_of_another_origin_is_let_in_only_where_it_is_configured() {
        given().header("Origin", "https://shop.example.test")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/api/payments/intent")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://shop.example.test"));
        given().header("Origin", "https://elsewhere.example.test")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/payments/intent")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
