package io.tollgate.core.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tollgate.core.Api;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key opens its scope and nothing else, in whichever of the three ways it is sent. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class AuthenticationTest {

    private static final String LIST = "/internal/subscriptions";

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource(value = "/", management = true)
    URI management;

    private static void answers(RequestSpecification request, String path, int status) {
        request.get(path).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({
        "X-API-Key, %s",
        "x-api-key, %s",
        "Authorization, X-API-Key %s",
        "Authorization, X-API-Key: %s",
        "Authorization, x-api-key: %s",
    })
    void theKeyIsTheSameInEachOfItsForms(String header, String format) {
        answers(given().header(header, format.formatted(Api.BILLING_KEY)), LIST, 200);
    }

    @Test
    void eachKeyOfACallerWorksWhileOneIsRotated() {
        answers(given().header("X-API-Key", "test-billing-key-0000002"), LIST, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test-billing-key-0000003",
                "test-billing-key-000000",
                "test-billing-key-00000011",
                "TEST-BILLING-KEY-0000001",
                "test-billing-key-0000001,test-billing-key-0000002",
                "*",
            })
    void aWrongKeyIs401(String key) {
        given().header("X-API-Key", key)
                .get(LIST)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "X-API-Key")
                .body("code", equalTo("unauthorized"));
    }

    @Test
    void noKeyIs401() {
        given().get(LIST).then().statusCode(401).body("code", equalTo("unauthorized"));
    }

    @Test
    void aBearerTokenOpensNoInternalAddress() {
        answers(given().auth().oauth2(TestTokens.admin()), LIST, 401);
    }

    @Test
    void aKeyOfAnotherScopeIs403() {
        Api.product()
                .body("{}")
                .post("/internal/subscription/update")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("forbidden"));
        answers(Api.product(), LIST, 403);
        answers(Api.product(), "/internal/accounts/u", 403);
        answers(Api.billing(), "/internal/quota/audit", 403);
    }

    @Test
    void aWrongMethodWithAGoodKeyIs405() {
        Api.billing()
                .body("{}")
                .put("/internal/subscription/update")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void failuresAreCountedWithoutSayingWho() {
        given().get(LIST);
        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("tollgate_auth_failures_total{reason=\"unauthorized\"}"));
    }
}
