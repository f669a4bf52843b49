package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.contracts.Json;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.plan.CatalogueSwitch;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decision is explained by the catalogue of who made it, whatever others had loaded then. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ExplainCatalogueTest {

    private static final ObjectMapper EXACT =
            Json.newMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String OF_FREE = "projects: 3";

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;
    @Inject CatalogueSwitch catalogue;

    @BeforeEach
    void timeGoesOn() {
        clock.follow();
    }

    @AfterEach
    void backToTheSample() {
        catalogue.sample();
        clock.reset();
    }

    private static JsonNode read(ValidatableResponse answer) throws Exception {
        return EXACT.readTree(answer.extract().asString());
    }

    private ValidatableResponse explain(String at, String hash) {
        return Api.product()
                .queryParams("resource", "projects", "at", at, "amount", 5, "catalogue", hash)
                .get("/internal/quota/users/{user}/explain", user)
                .then();
    }

    @Test
    void decisionsOfReplicasWithDifferentCataloguesAreGivenAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            catalogue.change(OF_FREE, "projects: 4");
            catalogue.changeElsewhere(OF_FREE, "projects: 9");
            isGivenAgain(denial(), 4);
            isGivenAgain(read(Api.check(user, "projects", 5).statusCode(200)), 4);
            catalogue.change(OF_FREE, "projects: 9");
            catalogue.changeElsewhere(OF_FREE, "projects: 4");
            isGivenAgain(read(Api.check(user, "projects", 5).statusCode(200)), 9);
        }
    }

    private JsonNode denial() throws Exception {
        String body =
                "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":5}]}"
                        .formatted(user);
        return read(Api.take("consume", Api.fresh("key-"), body).statusCode(409));
    }

    private void isGivenAgain(JsonNode decided, long limit) throws Exception {
        String at = decided.path("decided_at").decimalValue().toPlainString();
        String hash = decided.path("catalogue").asText();

        JsonNode explained = read(explain(at, hash).statusCode(200));

        JsonNode again = explained.path("decision");
        assertThat(decided.path("limit").asLong()).isEqualTo(limit);
        assertThat(again.path("limit").asLong()).isEqualTo(limit);
        assertThat(again.path("allowed").asBoolean()).isEqualTo(limit >= 5);
        assertThat(again.path("catalogue").asText()).isEqualTo(hash);
        assertThat(explained.path("limit").path("catalogue").asText()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "latest", "\0"})
    void aCatalogueThatNeverWasIsNamed(String hash) {
        explain("1710000000", hash)
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("catalogue"));
    }
}
