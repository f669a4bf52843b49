package io.tollgate.core.subscription;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What changed a subscription, and what was refused and why, can be read afterwards. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class SubscriptionChangeTest {

    private static final String CHANGES = "/internal/subscriptions/{id}/changes";

    @Inject TurnableClock clock;

    @Test
    void what_was_applied_and_what_was_refused_is_told_from_the_newest_back() {
        clock.reset();
        String user = Api.fresh("user-");
        Updates first = Updates.fresh().sequence(3L).status("trialing").user(user);
        Updates newer = first.sequence(5L).status("active").occurredAt(1_710_000_005L);
        Api.update(first.build()).statusCode(200);
        Api.update(newer.build()).statusCode(200);
        Api.update(newer.build()).statusCode(200);
        Api.update(first.sequence(4L).build()).statusCode(200);

        JsonPath page =
                Api.billing()
                        .queryParam("limit", 2)
                        .get(CHANGES, first.subscriptionId())
                        .then()
                        .statusCode(200)
                        .body("data.outcome", contains("stale", "applied"))
                        .body("data.reason", contains("older_sequence", "newer_state"))
                        .body("data.event_id", contains("evt_4", "evt_5"))
                        .body("data[0].sent.status", equalTo("trialing"))
                        .body("data[0].after", nullValue())
                        .body("data[1].before.status", equalTo("trialing"))
                        .body("data[1].after.status", equalTo("active"))
                        .body("data[1].after.plan", equalTo("pro"))
                        .body("data[1].after.expiry_date", equalTo((int) Updates.PERIOD_END))
                        .body("data[1].occurred_at", equalTo(1_710_000_005))
                        .body(
                                "data[1].received_at",
                                equalTo((int) TurnableClock.START.getEpochSecond()))
                        .extract()
                        .jsonPath();
        Api.billing()
                .queryParam("before", page.getString("next"))
                .get(CHANGES, first.subscriptionId())
                .then()
                .statusCode(200)
                .body("data.reason", contains("first_state"))
                .body("data[0].link", equalTo("linked"))
                .body("data[0].before", nullValue())
                .body("next", nullValue());
    }

    @Test
    void an_unknown_subscription_has_no_changes() {
        Api.billing()
                .get(CHANGES, "sub_nobody_has")
                .then()
                .statusCode(200)
                .body("data", empty())
                .body("next", nullValue());
    }

    @Test
    void what_makes_no_sense_is_named_and_a_product_sees_nothing() {
        Api.billing()
                .queryParam("before", "x")
                .queryParam("limit", "101")
                .get(CHANGES, "sub_1")
                .then()
                .statusCode(400)
                .body("errors.field", contains("before", "limit"));
        Api.product().get(CHANGES, "sub_1").then().statusCode(403);
    }
}
