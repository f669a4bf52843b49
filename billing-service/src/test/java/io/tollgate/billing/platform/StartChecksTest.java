package io.tollgate.billing.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are named before anything starts. */
class StartChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "core:8081", "ftp://core", "http://", "::"})
    void a_core_url_that_leads_nowhere_is_named(String url) {
        assertThat(StartChecks.coreUrl(Optional.of(url)).orElseThrow()).startsWith("CORE_URL ");
        assertThat(StartChecks.coreUrl(Optional.empty())).isPresent();
    }

    @Test
    void a_core_url_with_a_host_will_do() {
        assertThat(StartChecks.coreUrl(Optional.of("http://core:8081"))).isEmpty();
        assertThat(StartChecks.coreUrl(Optional.of("https://core.example.test/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "changeme", "<key of scope billing>", "your-api-key", "short"})
    void a_core_key_that_cannot_be_one_is_named_and_not_quoted(String key) {
        String message = StartChecks.coreKey(Optional.of(key)).orElseThrow();

        assertThat(message).startsWith("CORE_API_KEY ");
        assertThat(StartChecks.coreKey(Optional.empty())).isPresent();
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }

    @Test
    void bearer_settings_go_together() {
        assertThat(StartChecks.bearer(config(Map.of("mp.jwt.verify.issuer", "NONE")))).isEmpty();
        assertThat(StartChecks.bearer(config(Map.of("mp.jwt.verify.publickey.location", "k.pem"))))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("missing: JWT_ISSUER, JWT_AUDIENCE"));
        assertThat(
                        StartChecks.bearer(
                                config(
                                        Map.of(
                                                "mp.jwt.verify.publickey.location", "k.pem",
                                                "mp.jwt.verify.issuer", "i",
                                                "mp.jwt.verify.audiences", "a"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  ",
                "sk_test_…",
                "sk_test_xxxxxxxx",
                "rk_live_your_key_here",
                "pk_test_12345678",
                "changeme",
                "whsec_1"
            })
    void a_stripe_key_that_cannot_be_one_is_named_and_not_quoted(String key) {
        String message =
                StartChecks.stripeKey(Optional.of(key), Optional.empty(), Set.of()).orElseThrow();

        assertThat(message).startsWith("STRIPE_SECRET_KEY ").doesNotContain(key);
    }

    @Test
    void a_key_goes_with_its_mode_and_a_live_one_only_to_stripe() {
        Optional<String> test = Optional.of("rk_test_12345678");
        Optional<String> live = Optional.of("sk_live_12345678");
        Optional<String> standIn = Optional.of("http://127.0.0.1:12111");
        Optional<String> none = Optional.empty();

        assertThat(StartChecks.stripeKey(none, none, Set.of(true))).isEmpty();
        assertThat(StartChecks.stripeKey(test, standIn, Set.of(false))).isEmpty();
        assertThat(StartChecks.stripeKey(test, none, Set.of(false, true))).isEmpty();
        assertThat(StartChecks.stripeKey(live, none, Set.of(true))).isEmpty();
        assertThat(StartChecks.stripeKey(test, none, Set.of(true))).isPresent();
        assertThat(StartChecks.stripeKey(live, none, Set.of(false))).isPresent();
        assertThat(StartChecks.stripeKey(live, standIn, Set.of())).isPresent();
    }
}
