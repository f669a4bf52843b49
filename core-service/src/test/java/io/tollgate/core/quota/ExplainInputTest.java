package io.tollgate.core.quota;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.testing.TestEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a question for an explanation is named. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ExplainInputTest {

    private final String user = Api.fresh("user-");

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-1", "1710000000.1234567", "1e9", "253402300800"})
    void aMomentThatIsNoneIsNamed(String at) {
        Api.product()
                .queryParams("resource", "projects", "at", at)
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "1.5", "9007199254740993"})
    void anAmountThatIsNoneIsNamed(String amount) {
        Api.product()
                .queryParams("resource", "projects", "amount", amount)
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("amount"));
    }
}
