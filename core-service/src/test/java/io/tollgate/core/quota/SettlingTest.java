package io.tollgate.core.quota;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a commit of odd amounts is answered. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class SettlingTest {

    private static final long START = TurnableClock.START.getEpochSecond();

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;

    @BeforeEach
    @AfterEach
    void resetClock() {
        clock.reset();
    }

    /** One project, for ten minutes. */
    private String reserve() {
        return Api.take(
                        "reservations",
                        Api.fresh("key-"),
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\"}]}"
                                .formatted(user))
                .statusCode(200)
                .extract()
                .path("reservation_id");
    }

    private static ValidatableResponse commit(String id, long amount) {
        return Api.product()
                .body("{\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}".formatted(amount))
                .post("/internal/quota/reservations/{id}/commit", id)
                .then();
    }

    @Test
    void aCommitOfNothingAfterExpiryFitsAlsoOverTheLimit() {
        String id = reserve();
        clock.setTo(START + 601);
        Api.product()
                .header("If-Match", "*")
                .body("{\"used\": 50}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(200);

        commit(id, 0).statusCode(200).body("items[0].amount", equalTo(0));

        Api.summary(user).body("resources.projects.used", equalTo(50));
    }

    @Test
    void aCommitOfMoreThanWasReservedNamesTheField() {
        commit(reserve(), 2)
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("items"));
    }
}
