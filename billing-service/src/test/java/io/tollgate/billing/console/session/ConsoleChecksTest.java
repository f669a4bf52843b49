package io.tollgate.billing.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of the console with which the service does not start. */
class ConsoleChecksTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String USER =
            "ann:admin:$2y$12$ZArJX0q1TO7sUZtfjIKFB.yDSfwKZzMIvv4QXIOU7FUunpEmDDNjG";
    private static final String OF_DEMO =
            "admin:admin:$2y$10$cZEg..iYPEEbhHJSzF20BeE/N53Tq5qVHf9rQHOan.yWRMFx0HwWi";

    private static List<String> faults(boolean demo, String... settings) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("tollgate.console." + settings[i], settings[i + 1]);
        }
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                        .withMapping(ConsoleConfig.class)
                        .withMapping(ProviderConfig.class)
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build();
        return ConsoleChecks.faults(
                config.getConfigMapping(ConsoleConfig.class),
                config.getConfigMapping(ProviderConfig.class),
                demo);
    }

    @Test
    void nothing_set_is_no_fault_and_neither_are_good_settings() {
        assertThat(faults(false)).isEmpty();
        assertThat(faults(false, "users", USER, "session-key", KEY)).isEmpty();
        assertThat(
                        faults(
                                false,
                                "oidc.issuer",
                                "https://id.example.test/realm",
                                "oidc.client-id",
                                "c",
                                "oidc.client-secret",
                                "s",
                                "session-key",
                                KEY,
                                "public-url",
                                "https://billing.example.test"))
                .isEmpty();
    }

    @Test
    void users_need_a_key_that_is_long_and_not_one_letter() {
        assertThat(faults(false, "users", USER)).singleElement().asString().contains("is not set");
        assertThat(faults(false, "users", USER, "session-key", "short"))
                .singleElement()
                .asString()
                .contains("CONSOLE_SESSION_KEY is too weak");
        assertThat(faults(false, "users", USER, "session-key", "x".repeat(64))).hasSize(1);
    }

    @Test
    void the_demos_users_and_key_need_the_demo() {
        String key = "console_key_demo_not_a_secret_0123456789";
        assertThat(faults(false, "users", OF_DEMO, "session-key", KEY))
                .singleElement()
                .asString()
                .contains("password of the demo")
                .doesNotContain("$2y");
        assertThat(faults(false, "users", USER, "session-key", key)).hasSize(1);
        assertThat(faults(true, "users", OF_DEMO, "session-key", key)).isEmpty();
    }

    @Test
    void a_provider_needs_all_three_and_addresses_have_to_be_some() {
        assertThat(faults(false, "oidc.issuer", "https://id.example.test", "session-key", KEY))
                .singleElement()
                .asString()
                .contains("CONSOLE_OIDC_CLIENT_ID");
        assertThat(
                        faults(
                                false,
                                "oidc.issuer",
                                "id.example.test",
                                "oidc.client-id",
                                "c",
                                "oidc.client-secret",
                                "s",
                                "session-key",
                                KEY))
                .singleElement()
                .asString()
                .contains("CONSOLE_OIDC_ISSUER");
        assertThat(faults(false, "public-url", "https://a.example/console")).hasSize(1);
        assertThat(faults(false, "idle", "0S")).hasSize(1);
    }
}
