package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters are the sum of the ledger, whatever was done; a difference is found and named. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class AuditTest {

    private final String user = Api.fresh("user-");

    @Inject Database database;
    @Inject TurnableClock clock;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private void take(String path, long amount) {
        Api.take(
                        path,
                        Api.fresh("key-"),
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}"
                                .formatted(user, amount))
                .statusCode(200);
    }

    /** All differences of this user; other tests may have made counters of their own. */
    private List<Object> differences() {
        List<Object> found = new ArrayList<>();
        String next = null;
        int pages = 0;
        do {
            var request = Api.product().queryParam("limit", 7);
            if (next != null) {
                request.queryParam("after", next);
            }
            JsonPath page =
                    request.get("/internal/quota/audit")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            found.addAll(page.getList("differing.findAll { it.user_id == '" + user + "' }"));
            next = page.getString("next");
            pages++;
        } while (next != null);
        assertThat(pages).isPositive();
        return found;
    }

    @Test
    void afterAnythingOneCanDoNothingDiffers() {
        take("consume", 1);
        take("reservations", 1);
        take("give-back", 1);
        Api.product()
                .header("If-Match", "*")
                .body("{\"used\": 2}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(200)
                .body("drift", equalTo(2));
        clock.setTo(TurnableClock.START.getEpochSecond() + 700);
        take("consume", 1);

        assertThat(differences()).isEmpty();
    }

    @Test
    void aCounterThatIsNotTheSumOfItsChangesIsNamedAndARecountSetsItRight() throws Exception {
        take("consume", 2);
        database.execute("UPDATE usage SET used = 3 WHERE user_id = ?", user);

        assertThat(differences())
                .singleElement()
                .asString()
                .contains("resource=projects", "used=3", "ledger_used=2");

        Api.product()
                .header("If-Match", "*")
                .body("{\"used\": 2}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(200)
                .body("drift", equalTo(-1));
        assertThat(differences()).isEmpty();
    }

    @Test
    void theLedgerCannotBeRewritten() {
        take("consume", 1);

        for (String sql :
                List.of(
                        "UPDATE usage_ledger SET delta = 0",
                        "DELETE FROM usage_ledger",
                        "TRUNCATE usage_ledger",
                        "TRUNCATE usage_checkpoint",
                        "TRUNCATE quota_override")) {
            assertThatThrownBy(() -> database.execute(sql))
                    .as(sql)
                    .satisfies(e -> assertThat(e).hasMessageContaining("append-only"));
        }
    }

    @Test
    void anAuditGoesOnAfterAUserWithAVeryLongId() {
        String last = AuditCursor.after(new Counter("\uD83D\uDE00".repeat(127), "projects")).text();

        Api.product().queryParam("after", last).get("/internal/quota/audit").then().statusCode(200);
        Api.product()
                .queryParam("after", "user projects")
                .get("/internal/quota/audit")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("after"));
    }

    @Test
    void anAuditThatStoppedInsideACounterGoesOnAsAFullOne() {
        Counter counter = new Counter(user, "projects");
        take("consume", 2);
        String inside =
                new AuditCursor(counter, new AuditCursor.Part(clock.instant(), 5, 0)).text();

        Api.product()
                .queryParams("after", inside, "limit", 1, "full", "true")
                .get("/internal/quota/audit")
                .then()
                .statusCode(200)
                .body("checked", equalTo(1))
                .body("differing[0].user_id", equalTo(user))
                .body("differing[0].ledger_used", equalTo(7));
        Api.product()
                .queryParam("after", inside)
                .get("/internal/quota/audit")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("after"));
    }

    @Test
    void whetherToAddUpEverythingIsYesOrNo() {
        for (String full : List.of("true", "false")) {
            Api.product()
                    .queryParam("full", full)
                    .get("/internal/quota/audit")
                    .then()
                    .statusCode(200);
        }
        Api.product()
                .queryParam("full", "yes")
                .get("/internal/quota/audit")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("full"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x"})
    void aPageSizeThatIsNoneIsNamed(String limit) {
        Api.product()
                .queryParam("limit", limit)
                .get("/internal/quota/audit")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("limit"));
    }
}
