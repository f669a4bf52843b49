package io.tollgate.core.plan;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be bought, and what is worth something to those who bought it earlier. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class PlanOfferTest {

    private static final String FOR_SALE = "prices: [price_pro_monthly, price_pro_yearly]";

    @Inject CatalogueSwitch catalogue;

    @BeforeEach
    void aPriceOfTheFirstYear() {
        catalogue.change(FOR_SALE, FOR_SALE + "\n    former_prices: [price_pro_founders]");
    }

    @AfterEach
    void backToTheSample() {
        catalogue.sample();
    }

    @Test
    void aFormerPriceIsNotOffered() {
        Api.billing()
                .get("/internal/plans/pro")
                .then()
                .statusCode(200)
                .body("prices", contains("price_pro_monthly", "price_pro_yearly"));
    }

    @Test
    void whoStillPaysAFormerPriceHasItsPlan() {
        String user = Api.fresh("user-");
        Api.update(Updates.fresh().user(user).plan("price_pro_founders").farExpiry().build())
                .statusCode(200)
                .body("warnings", empty());
        Api.summary(user).body("plan", equalTo("pro"));
    }

    @Test
    void aPlanThatIsNotThereIsNotFound() {
        Api.billing().get("/internal/plans/gold").then().statusCode(404);
    }
}
