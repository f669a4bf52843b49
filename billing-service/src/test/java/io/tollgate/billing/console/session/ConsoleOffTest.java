package io.tollgate.billing.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without users and without a provider there is no console, and a page that says so. */
@QuarkusTest
@TestProfile(ConsoleOffTest.Off.class)
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ConsoleOffTest {

    /** The settings as they are where nobody has set any. */
    public static final class Off implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tollgate.console.users", "", "tollgate.console.session-key", "");
        }
    }

    @Test
    void every_address_says_how_to_set_it_up() {
        for (String path :
                new String[] {
                    "/console",
                    "/console/sign-in",
                    "/console/sign-in/oidc",
                    "/console/events",
                    "/console/nowhere"
                }) {
            Response answer = Browser.stranger().open(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.asString()).contains("The console is off", "CONSOLE_USERS");
        }
        assertThat(
                        Browser.stranger()
                                .send("/console/sign-in", Map.of("name", "admin", "token", "x"))
                                .statusCode())
                .isEqualTo(403);
    }
}
