package io.tollgate.core.account;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A customer belongs to one user and a user has one customer, for good. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class AccountTest {

    private final String user = Api.fresh("user-");
    private final String customer = Api.fresh("cus_");

    @Inject TurnableClock clock;

    @Test
    void aLinkIsKeptAndTheSameAgainChangesNothing() {
        clock.reset();
        Api.link(user, customer)
                .statusCode(200)
                .body("user_id", equalTo(user))
                .body("customer_id", equalTo(customer))
                .body("created_at", equalTo((int) TurnableClock.START.getEpochSecond()));
        clock.setTo(TurnableClock.START.getEpochSecond() + 60);

        Api.link(user, customer)
                .statusCode(200)
                .body("created_at", equalTo((int) TurnableClock.START.getEpochSecond()));

        Api.billing()
                .get("/internal/accounts/{user}", user)
                .then()
                .statusCode(200)
                .body("customer_id", equalTo(customer));
    }

    @Test
    void aUserIsNeverMovedToAnotherCustomer() {
        Api.link(user, customer);

        Api.link(user, Api.fresh("cus_"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("account_conflict"));
    }

    @Test
    void aCustomerIsNeverMovedToAnotherUser() {
        Api.link(user, customer);

        Api.link(Api.fresh("user-"), customer)
                .statusCode(409)
                .body("code", equalTo("account_conflict"));
    }

    @Test
    void anUnlinkedUserIsNotFound() {
        Api.billing()
                .get("/internal/accounts/{user}", user)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"));
    }

    @Test
    void aLinkWithoutACustomerIsRefusedByName() {
        Api.billing()
                .body("{}")
                .put("/internal/accounts/{user}", user)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("customer_id"));
        Api.link("u".repeat(256), customer)
                .statusCode(400)
                .body("errors[0].field", equalTo("user_id"));
    }
}
