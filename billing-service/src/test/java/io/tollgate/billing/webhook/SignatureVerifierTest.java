package io.tollgate.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.billing.Stripe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each odd header that Stripe's own library has been seen to stumble over. */
class SignatureVerifierTest {

    private static final long NOW = 1_700_000_000;
    private static final String BODY = "{\"id\":\"evt_1\",\"object\":\"event\"}";

    /* Computed with openssl: HMAC-SHA256 of "1700000000." + body under whsec_test_secret. */
    private static final String V1 =
            "0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd";
    /* The same under whsec_rolled_secret. */
    private static final String ROLLED_V1 =
            "d0bd63ba910574e9496399ac7b8dfe08a0ecc0db4dd10c59a67e51d1d037a03e";
    private static final String ZEROS = "0".repeat(64);

    private final SignatureVerifier verifier =
            new SignatureVerifier(
                    Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), Duration.ofMinutes(5));
    private final List<WebhookSecret> secrets =
            WebhookSecret.parse("whsec_test_secret", "STRIPE_WEBHOOK_SECRET");

    private boolean accepts(String... headers) {
        return accepts(BODY.getBytes(StandardCharsets.UTF_8), headers);
    }

    private boolean accepts(byte[] body, String... headers) {
        return verifier.check(List.of(headers), body, secrets)
                instanceof SignatureVerifier.Verdict.Genuine;
    }

    @Test
    void the_known_vector_is_accepted() {
        assertThat(accepts("t=" + NOW + ",v1=" + V1)).isTrue();
    }

    @Test
    void any_signature_under_any_secret_is_enough() {
        List<WebhookSecret> both =
                WebhookSecret.parse("whsec_rolled_secret, whsec_test_secret\n", "x");
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

        for (String header :
                List.of(
                        "t=" + NOW + ",v1=" + ZEROS + ",v1=" + V1,
                        "t=" + NOW + ",v1=" + ROLLED_V1 + ",v0=" + ZEROS,
                        "v1=" + V1 + ",t=" + NOW)) {
            assertThat(verifier.check(List.of(header), body, both))
                    .as(header)
                    .isInstanceOf(SignatureVerifier.Verdict.Genuine.class);
        }
    }

    @Test
    void the_mode_of_the_secret_that_signed_is_told() {
        List<WebhookSecret> both =
                WebhookSecret.parse("live:whsec_rolled_secret,test: whsec_test_secret", "x");
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

        assertThat(verifier.check(List.of("t=" + NOW + ",v1=" + V1), body, both))
                .isEqualTo(new SignatureVerifier.Verdict.Genuine(false));
        assertThat(verifier.check(List.of("t=" + NOW + ",v1=" + ROLLED_V1), body, both))
                .isEqualTo(new SignatureVerifier.Verdict.Genuine(true));
    }

    @Test
    void a_missing_header_is_refused() {
        assertThat(accepts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "t=1700000000",
                "t=1700000000,v0=" + V1,
                "t=1700000000,V1=" + V1,
                "t=1700000000, v1=" + V1,
                "t=1700000000,v1= " + V1,
                "T=1700000000,v1=" + V1,
                "t=0,v1=" + V1,
                "t=abc,v1=" + V1,
                "t=,v1=" + V1,
                "t,v1=" + V1,
                "t=1700000000,v1",
                "t=1700000000,v1=",
                "v1=" + V1,
                "t=1700000000,t=1700000000,v1=" + V1,
                "t=+1700000000,v1=" + V1,
                "t=-1700000000,v1=" + V1,
                "t=01700000000,v1=" + V1,
                "t=1700000000 ,v1=" + V1,
                "t=1700000000.0,v1=" + V1,
                "t=99999999999999999999,v1=" + V1,
                "t=١٧٠٠٠٠٠٠٠٠,v1=" + V1,
                "t=1700000000,v1=" + V1 + "0",
                "t=1700000000,v1=" + ROLLED_V1
            })
    void odd_headers_are_refused(String header) {
        assertThat(accepts(header)).isFalse();
    }

    @Test
    void upper_case_hex_is_refused() {
        assertThat(accepts("t=" + NOW + ",v1=" + V1.toUpperCase(Locale.ROOT))).isFalse();
    }

    @Test
    void two_header_lines_with_a_time_each_are_refused() {
        String header = "t=" + NOW + ",v1=" + V1;

        assertThat(accepts(header, header)).isFalse();
    }

    @Test
    void a_header_of_a_million_signatures_is_refused_without_trying_them() {
        assertThat(accepts("t=" + NOW + (",v1=" + V1).repeat(11))).isFalse();
        assertThat(accepts("t=" + NOW + String.join("", Collections.nCopies(1_000_000, ",v1=0"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-300,true", "-301,false", "300,true", "301,false", "3600,false"})
    void the_time_may_be_five_minutes_off_either_way(long offset, boolean accepted) {
        String header = Stripe.signature(BODY, "whsec_test_secret", NOW + offset);

        assertThat(accepts(header)).isEqualTo(accepted);
    }

    @Test
    void milliseconds_are_a_time_far_in_the_future() {
        String header = Stripe.signature(BODY, "whsec_test_secret", NOW * 100);

        assertThat(accepts(header)).isFalse();
    }

    @Test
    void the_exact_bytes_are_signed() {
        String header = "t=" + NOW + ",v1=" + V1;

        assertThat(accepts((BODY + " ").getBytes(StandardCharsets.UTF_8), header)).isFalse();
        assertThat(accepts(("\uFEFF" + BODY).getBytes(StandardCharsets.UTF_8), header)).isFalse();
        String unicode = "{\"name\":\"Zoé 🎉\"}";
        assertThat(
                        accepts(
                                unicode.getBytes(StandardCharsets.UTF_8),
                                Stripe.signature(unicode, "whsec_test_secret", NOW)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "tr-TR"})
    void no_locale_has_a_say(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));

            assertThat(accepts("t=" + NOW + ",v1=" + V1)).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "whsec_...",
                "whsec_…",
                "whsec_xxxxxxxxxxxxxxxxxxxx",
                "whsec_your_webhook_secret",
                "<your webhook secret here>",
                "changeme-changeme-changeme",
                "whsec_short",
                "whsec_test_secret,",
                "whsec_test_secret, ,whsec_rolled_secret"
            })
    void what_cannot_be_a_secret_is_named_and_not_quoted(String list) {
        assertThatThrownBy(() -> WebhookSecret.parse(list, "STRIPE_WEBHOOK_SECRET"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("STRIPE_WEBHOOK_SECRET ")
                .message()
                .satisfies(
                        message -> {
                            if (!list.isBlank()) {
                                assertThat(message).doesNotContain(list);
                            }
                        });
    }

    @Test
    void a_secret_does_not_show_its_value() {
        assertThat(secrets.toString()).doesNotContain("whsec_test_secret");
    }
}
