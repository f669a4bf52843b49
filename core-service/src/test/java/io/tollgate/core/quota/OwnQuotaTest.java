package io.tollgate.core.quota;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user sees his own plan and limits, nobody else's, and asks again for a few bytes. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class OwnQuotaTest {

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh();

    @Inject TurnableClock clock;

    @BeforeEach
    void linkedUser() {
        clock.reset();
        Api.link(user, pro.customerId()).statusCode(200);
    }

    private RequestSpecification me() {
        return given().header("Authorization", "Bearer " + TestTokens.user(user));
    }

    @Test
    void aUserSeesHisOwnLimits() {
        Api.update(pro.build()).statusCode(200);

        me().get("/api/quota")
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .body("user_id", equalTo(user))
                .body("plan", equalTo("pro"))
                .body("resources.projects.limit", equalTo(20));
        me().get("/api/subscription")
                .then()
                .statusCode(200)
                .body("plan", equalTo("pro"))
                .body("grace_until", nullValue())
                .body("subscriptions[0].subscription_id", equalTo(pro.subscriptionId()));
    }

    @Test
    void graceIsToldWithItsEnd() {
        long paid = TurnableClock.START.getEpochSecond() - 100;
        Api.update(pro.status("past_due").bounds(paid, null, null).build()).statusCode(200);

        me().get("/api/subscription")
                .then()
                .body("reason", equalTo("payment_overdue"))
                .body("grace_until", equalTo((int) paid + 7 * 86_400));
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        String tag = me().get("/api/quota").then().statusCode(200).extract().header("ETag");

        me().header("If-None-Match", tag)
                .get("/api/quota")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(equalTo(""));
        Api.update(pro.build()).statusCode(200);
        me().header("If-None-Match", tag)
                .get("/api/quota")
                .then()
                .statusCode(200)
                .header("ETag", not(tag));
        Api.product()
                .header("If-None-Match", "\"other\", *")
                .get("/internal/quota/users/{u}", user)
                .then()
                .statusCode(304);
    }

    @Test
    void aKeyIsNoTokenAndATokenIsNoKey() {
        given().get("/api/quota").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        Api.product().get("/api/quota").then().statusCode(401);
        me().get("/internal/quota/users/{u}", user)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "X-API-Key");
    }
}
