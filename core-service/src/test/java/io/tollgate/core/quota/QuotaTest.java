package io.tollgate.core.quota;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may do, as the product's backend asks it over HTTP while the clock turns. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class QuotaTest {

    private static final long DAY = 86_400;

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh();

    @Inject TurnableClock clock;

    @BeforeEach
    void linkedUser() {
        clock.reset();
        Api.link(user, pro.customerId()).statusCode(200);
    }

    private static ValidatableResponse recount(
            String user, String resource, String body, String ifMatch) {
        return Api.product()
                .header("If-Match", ifMatch)
                .body(body)
                .put("/internal/quota/users/{u}/usage/{r}", user, resource)
                .then();
    }

    private void has(String plan, String reason) {
        Api.summary(user).body("plan", equalTo(plan)).body("reason", equalTo(reason));
    }

    @Test
    void aUserNobodyHeardOfIsOnTheDefaultPlan() {
        String stranger = Api.fresh("user-");

        Api.summary(stranger)
                .statusCode(200)
                .body("user_id", equalTo(stranger))
                .body("plan", equalTo("free"))
                .body("status", nullValue())
                .body("reason", equalTo("no_subscription"))
                .body("access_until", nullValue())
                .body("subscriptions", empty())
                .body("resources.projects.limit", equalTo(3))
                .body("resources.projects.remaining", equalTo(3))
                .body("resources.projects.over_limit", equalTo(false));
        Api.check(stranger, "projects", 4)
                .statusCode(200)
                .body("allowed", equalTo(false))
                .body("reason", equalTo("over_limit"))
                .body("plan_reason", equalTo("no_subscription"));
    }

    @Test
    void theAmountIsOneUnlessSaid() {
        Api.product()
                .body("{\"user_id\": \"%s\", \"resource\": \"projects\"}".formatted(user))
                .post("/internal/quota/check")
                .then()
                .statusCode(200)
                .body("requested", equalTo(1))
                .body("allowed", equalTo(true));
    }

    @Test
    void anAutoRenewingSubscriptionEndsAfterTheLeewayOfTheCatalogue() {
        Api.update(pro.build());

        clock.setTo(Updates.PERIOD_END - 1);
        has("pro", "subscribed");
        clock.setTo(Updates.PERIOD_END + 4 * DAY - 1);
        has("pro", "renewal_awaited");
        clock.setTo(Updates.PERIOD_END + 4 * DAY);
        has("free", "expired");
    }

    @Test
    void aScheduledEndHasNoLeeway() {
        Api.update(pro.bounds(null, Updates.PERIOD_END, null).build());

        clock.setTo(Updates.PERIOD_END - 1);
        has("pro", "subscribed");
        clock.setTo(Updates.PERIOD_END);
        has("free", "expired");
    }

    @Test
    void aTrialEndsOnTime() {
        long end = Updates.PERIOD_START + DAY;
        Api.update(pro.status("trialing").bounds(null, null, end).build());

        clock.setTo(end - 1);
        has("pro", "trial");
        clock.setTo(end);
        has("free", "expired");
    }

    @Test
    void anOverduePaymentKeepsAccessForTheGraceAfterWhatWasPaid() {
        long paid = Updates.PERIOD_START;
        Api.update(pro.status("past_due").bounds(paid, null, null).build());

        clock.setTo(paid + 7 * DAY - 1);
        has("pro", "payment_overdue");
        clock.setTo(paid + 7 * DAY);
        has("free", "expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unpaid", "paused", "incomplete", "incomplete_expired"})
    void aStatusWithoutAccessLeavesTheDefaultPlan(String status) {
        Api.update(pro.status(status).build());

        has("free", "status_without_access");
    }

    @Test
    void aLateCancelOfTheOldSubscriptionTakesNothingFromTheNewOne() {
        Updates team = Updates.of(pro.customerId(), Api.fresh("sub_")).plan("price_team_monthly");
        Api.update(pro.build());
        Api.update(team.build());

        Api.update(pro.status("canceled").expiry(Updates.PERIOD_START).build());

        Api.summary(user)
                .body("plan", equalTo("team"))
                .body("subscriptions.size()", equalTo(2))
                .body("subscriptions[0].subscription_id", equalTo(team.subscriptionId()))
                .body("subscriptions[1].reason", equalTo("expired"));
    }

    @Test
    void anUnlimitedResourceHasNoLimitInTheAnswer() {
        Api.update(pro.plan("price_team_monthly").build());

        Api.check(user, "projects", 1L << 53)
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("limit", nullValue())
                .body("unlimited", equalTo(true))
                .body("reason", equalTo("unlimited"));
    }

    @Test
    void afterADowngradeAUserOverTheLimitKeepsWhatExistsAndCannotAdd() {
        Api.update(pro.build());
        recount(user, "projects", "{\"used\": 10}", "*").statusCode(200);
        Api.update(pro.status("canceled").expiry(1).build());

        Api.summary(user)
                .body("plan", equalTo("free"))
                .body("resources.projects.used", equalTo(10))
                .body("resources.projects.remaining", equalTo(0))
                .body("resources.projects.over_limit", equalTo(true));
        Api.check(user, "projects", 1).body("allowed", equalTo(false));

        recount(user, "projects", "{\"used\": 2}", "*").statusCode(200);

        Api.check(user, "projects", 1).body("allowed", equalTo(true));
    }

    @Test
    void aRecountMadeOnAnOldVersionIsRefused() {
        recount(user, "projects", "{\"used\": 5}", "*")
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("used", equalTo(5))
                .body("version", equalTo(1));

        recount(user, "projects", "{\"used\": 6}", "\"1\"").statusCode(200).header("ETag", "\"2\"");
        recount(user, "projects", "{\"used\": 7}", "\"1\"")
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", equalTo("precondition_failed"));
        recount(user, "projects", "{\"used\": 8}", "*").statusCode(200);

        Api.summary(user)
                .body("resources.projects.used", equalTo(8))
                .body("resources.projects.version", equalTo(3));
    }

    @Test
    void aRecountThatDoesNotSayOnWhatItWasMadeIsRefused() {
        recount(user, "projects", "{\"used\": 5}", "*").statusCode(200);

        Api.product()
                .body("{\"used\": 6}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", equalTo("precondition_failed"))
                .body("detail", containsString("If-Match"));

        Api.summary(user).body("resources.projects.used", equalTo(5));
    }

    @Test
    void theFirstRecountCanInsistOnBeingTheFirst() {
        recount(user, "projects", "{\"used\": 5}", "\"0\"").statusCode(200);
        recount(user, "projects", "{\"used\": 5}", "\"0\"").statusCode(412);
    }

    @Test
    void anUnknownResourceIsRefusedWithTheKnownOnes() {
        Api.check(user, "cats", 1)
                .statusCode(400)
                .body("errors[0].field", equalTo("resource"))
                .body("errors[0].reason", containsString("projects, storage_bytes"));
        recount(user, "cats", "{\"used\": 1}", "*")
                .statusCode(400)
                .body("errors[0].field", equalTo("resource"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"used\": -1}", "{\"used\": 9007199254740993}", "{\"used\": 1.5}"})
    void aCountThatIsNoneIsNamed(String body) {
        recount(user, "projects", body, "*")
                .statusCode(400)
                .body("errors[0].field", equalTo("used"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"one\"", "W/\"1\"", "\"1\", \"2\""})
    void anETagThatIsNoneIsNamed(String tag) {
        recount(user, "projects", "{\"used\": 1}", tag)
                .statusCode(400)
                .body("errors[0].field", equalTo("If-Match"));
    }

    @Test
    void anAmountThatIsNoneIsNamed() {
        Api.check(user, "projects", -1).statusCode(400).body("errors[0].field", equalTo("amount"));
        Api.check(user, "projects", (1L << 53) + 1).statusCode(400);
        Api.product()
                .body("{}")
                .post("/internal/quota/check")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("user_id", "resource")));
    }
}
