package io.tollgate.billing.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import org.junit.jupiter.api.Test;

/** The identity provider was away when the service started: everything else works. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(ProviderDouble.class)
class ProviderAwayTest {

    @Test
    void signing_in_through_it_is_a_503_until_it_is_back_and_the_rest_goes_on() {
        ProviderDouble provider = ProviderDouble.running();
        provider.away();

        Response away = Browser.stranger().open("/console/sign-in/oidc");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.asString()).contains("identity provider");
        assertThat(Browser.admin().open("/console/actions").statusCode()).isEqualTo(200);
        given().auth()
                .oauth2(TestTokens.admin())
                .get("/admin/events/summary")
                .then()
                .statusCode(200);
        provider.there();
        assertThat(Browser.stranger().open("/console/sign-in/oidc").statusCode()).isEqualTo(302);
    }
}
