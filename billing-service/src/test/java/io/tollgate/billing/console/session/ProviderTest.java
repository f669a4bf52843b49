package io.tollgate.billing.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in through an identity provider: code flow with PKCE, and the console's own session. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(ProviderDouble.class)
class ProviderTest {

    private final ProviderDouble provider = ProviderDouble.running();

    @BeforeEach
    void there() {
        provider.there();
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** Goes to the provider and comes back as somebody; the answer is the last one of ours. */
    private Response comeBack(Browser browser, String name, List<String> groups) {
        String to = browser.open("/console/sign-in/oidc").header("Location");
        assertThat(to).startsWith(provider.url() + "/authorize?");
        Map<String, String> asked = query(to);
        assertThat(asked).containsEntry("code_challenge_method", "S256");
        assertThat(asked.get("redirect_uri")).endsWith("/console/sign-in/oidc");
        provider.knows("subject-1", name, groups, String.valueOf(asked.get("nonce")));
        Response back = browser.open("/console/sign-in/oidc?code=c0de&state=" + asked.get("state"));
        if (back.statusCode() == 302) {
            back = browser.open(URI.create(back.header("Location")).getPath());
        }
        return back;
    }

    @Test
    void who_comes_back_with_the_role_is_signed_in_and_may_act() {
        Browser browser = Browser.stranger();

        Response back = comeBack(browser, "ann", List.of("staff", "tollgate-admin"));

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/console");
        assertThat(browser.read("/console/actions")).contains("oidc:ann", "admin");
        assertThat(provider.lastExchange()).contains("code=c0de", "code_verifier=");
    }

    @Test
    void the_support_role_may_look() {
        Browser browser = Browser.stranger();
        comeBack(browser, "sam", List.of("tollgate-support"));

        assertThat(browser.read("/console/actions")).contains("oidc:sam", "support");
    }

    @Test
    void an_email_address_is_not_kept_as_a_name() {
        Browser browser = Browser.stranger();
        comeBack(browser, "ann@mail.example", List.of("tollgate-admin"));

        assertThat(browser.read("/console/actions"))
                .contains("oidc:subject-1")
                .doesNotContain("mail.example");
    }

    @Test
    void who_has_no_role_is_told_so_and_stays_outside() {
        Browser browser = Browser.stranger();

        Response back = comeBack(browser, "eve", List.of("admin", "staff"));

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.asString()).contains("gives you no role");
        assertThat(browser.open("/console/actions").statusCode()).isEqualTo(303);
    }

    @Test
    void a_return_that_nobody_asked_for_lets_nobody_in() {
        Browser browser = Browser.stranger();

        Response back = browser.open("/console/sign-in/oidc?code=c0de&state=made-up");

        assertThat(back.statusCode()).isNotEqualTo(200);
        assertThat(browser.cookie(Sessions.COOKIE)).isEmpty();
    }

    @Test
    void the_form_is_there_as_well_and_the_page_offers_both() {
        assertThat(Browser.stranger().read("/console/sign-in"))
                .contains("/console/sign-in/oidc", "name=\"password\"");
        assertThat(Browser.admin().open("/console/actions").statusCode()).isEqualTo(200);
    }

    @Test
    void bearer_tokens_of_the_admin_api_work_as_they_did() {
        given().auth()
                .oauth2(TestTokens.admin())
                .get("/admin/events/summary")
                .then()
                .statusCode(200);
        given().get("/admin/events").then().statusCode(401).body("code", equalTo("unauthorized"));
        given().auth()
                .oauth2(TestTokens.user("u-1"))
                .contentType("application/json")
                .body("{\"order_id\":1}")
                .post("/api/payments/intent")
                .then()
                .statusCode(409)
                .body("code", equalTo("stripe_key_missing"));
    }
}
