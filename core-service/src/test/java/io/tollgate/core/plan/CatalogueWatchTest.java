package io.tollgate.core.plan;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed catalogue counts without a restart; a broken one changes nothing and is shown. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class CatalogueWatchTest {

    @TempDir Path folder;

    @Inject CatalogueWatch watch;
    @Inject Catalogues catalogues;
    @Inject TurnableClock clock;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    @AfterEach
    void backToTheSample() {
        watch.look("catalogue.yaml");
    }

    private void write(String text) throws IOException {
        watch.look(Files.writeString(folder.resolve("plans.yaml"), text).toString());
    }

    private static ValidatableResponse state() {
        return given().header("Authorization", "Bearer " + TestTokens.admin())
                .get("/admin/catalogue")
                .then()
                .statusCode(200);
    }

    @Test
    void aChangedLimitCountsAtOnceAndAnUnmappedPriceHeals() throws IOException {
        String user = Api.fresh("user-");
        Updates unmapped = Updates.fresh().plan("price_of_tomorrow");
        Api.link(user, unmapped.customerId());
        Api.update(unmapped.build()).body("warnings", hasItem("unmapped_plan"));
        Api.summary(user).body("reason", equalTo("plan_unknown"));

        write(
                TestCatalogue.sampleText()
                        .replace("projects: 20", "projects: 30")
                        .replace("[price_pro_monthly", "[price_of_tomorrow, price_pro_monthly"));

        Api.summary(user)
                .body("plan", equalTo("pro"))
                .body("resources.projects.limit", equalTo(30));
        state().body("version", equalTo(catalogues.current().hash())).body("fault", nullValue());
    }

    @Test
    void aBrokenFileKeepsTheOldCatalogueAndShowsWhy() throws IOException {
        String before = catalogues.current().hash();

        write(TestCatalogue.sampleText().replace("projects: 20", "projects: lots"));

        state().body("version", equalTo(before))
                .body("fault", containsString("'lots' is not a limit"));
        watch.look("catalogue.yaml");
        state().body("fault", nullValue());
    }

    @Test
    void onlyAnOperatorSeesIt() {
        given().get("/admin/catalogue").then().statusCode(401);
        Api.product().get("/admin/catalogue").then().statusCode(401);
    }
}
