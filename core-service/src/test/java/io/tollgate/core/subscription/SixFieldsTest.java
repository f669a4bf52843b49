package io.tollgate.core.subscription;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job: six fields in, and what the user may do out. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class SixFieldsTest {

    private final String user = Api.fresh("user-");
    private final String customer = Api.fresh("cus_");
    private final String subscription = Api.fresh("sub_");

    @Inject TurnableClock clock;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private String body(String price, String status) {
        return """
        {"customer_id": "%s", "subscription_id": "%s", "plan_id": "%s",
         "start_date": 1710000000, "expiry_date": 1712688399, "status": "%s"}
        """
                .formatted(customer, subscription, price, status);
    }

    @Test
    void sixFieldsAreEnoughForALinkedUserToGetThePlan() {
        Api.link(user, customer).statusCode(200);

        Api.update(body("price_pro_monthly", "active"))
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", empty())
                .body("sequence", nullValue());

        Api.check(user, "projects", 20)
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("plan", equalTo("pro"))
                .body("status", equalTo("active"))
                .body("limit", equalTo(20))
                .body("unlimited", equalTo(false))
                .body("used", equalTo(0))
                .body("reserved", equalTo(0))
                .body("requested", equalTo(20))
                .body("reason", equalTo("within_limit"))
                .body("plan_reason", equalTo("subscribed"))
                .body("since", equalTo(1710000000));
        Api.check(user, "projects", 21).body("allowed", equalTo(false));
    }

    @Test
    void theSameSixFieldsAgainAreUnchanged() {
        Api.link(user, customer);
        Api.update(body("price_pro_monthly", "active"));

        Api.update(body("price_pro_monthly", "active"))
                .statusCode(200)
                .body("outcome", equalTo("unchanged"));
    }

    @Test
    void aLinkThatComesLaterHealsTheSubscription() {
        Api.update(body("price_pro_monthly", "active"))
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", contains("unlinked_customer"));
        Api.summary(user).body("plan", equalTo("free")).body("reason", equalTo("no_subscription"));

        Api.link(user, customer).statusCode(200);

        Api.summary(user)
                .body("plan", equalTo("pro"))
                .body("resources.storage_bytes.limit", equalTo(100L << 30));
    }

    @Test
    void aCancelledSubscriptionChangesNoMore() {
        Api.link(user, customer);
        Api.update(body("price_pro_monthly", "canceled")).body("outcome", equalTo("applied"));

        Api.update(body("price_pro_monthly", "active"))
                .statusCode(200)
                .body("outcome", equalTo("terminal"));
    }
}
