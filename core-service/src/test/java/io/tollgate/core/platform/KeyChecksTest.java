package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.core.platform.KeyChecks.CallerText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service does not start with keys that protect nothing, and says which setting it means. */
class KeyChecksTest {

    private static final String GOOD = "test-billing-key-0000001";
    private static final String OTHER = "test-product-key-0000001";

    private static List<String> complaints(String billing, String product) {
        return KeyChecks.check(callers(billing, product), false).complaints();
    }

    private static Map<String, CallerText> callers(String billing, String product) {
        return new TreeMap<>(
                Map.of(
                        "billing", new CallerText("billing", billing),
                        "product", new CallerText("product", product)));
    }

    @Test
    void soundKeysAreFoundByTheirCaller() {
        KeyChecks.Result result = KeyChecks.check(callers(GOOD + ", " + GOOD + "x", OTHER), false);

        assertThat(result.complaints()).isEmpty();
        Keyring keyring = new Keyring(result.keys());
        assertThat(keyring.ownerOf(GOOD + "x")).contains(new Caller("billing", "billing"));
        assertThat(keyring.ownerOf(OTHER)).contains(new Caller("product", "product"));
        assertThat(keyring.ownerOf(GOOD + "y")).isEmpty();
    }

    @Test
    void withoutABillingKeyNothingCouldEverArrive() {
        assertThat(complaints("", ""))
                .containsExactly(
                        "CORE_API_KEY is not set or blank: billing-service could not call");
        assertThat(complaints("", OTHER)).singleElement().asString().contains("CORE_API_KEY");
    }

    @Test
    void aProductKeyMayComeLater() {
        assertThat(complaints(GOOD, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changeme",
                "CHANGE-ME",
                "change_me_please_0000",
                "secret",
                "your-api-key",
                "<your-api-key-here-please>",
                "...",
                "abcdefghijklmnop...",
                "xxxxxxxxxxxxxxxxxxxxxxxx",
            })
    void aPlaceholderIsNamed(String key) {
        assertThat(complaints(key, OTHER))
                .containsExactly("CORE_API_KEY is a placeholder: generate a random key");
    }

    @ParameterizedTest
    @CsvSource({"' '", "'test-billing-key-0000001,'", "',test-billing-key-0000001'"})
    void aBlankKeyIsNamed(String keys) {
        assertThat(complaints(keys, OTHER)).containsExactly("CORE_API_KEY has a blank key");
    }

    @Test
    void aShortKeyIsNamed() {
        assertThat(complaints(GOOD, "k3y-of-15-chars"))
                .containsExactly("PRODUCT_API_KEY has a key shorter than 16 characters");
    }

    @Test
    void oneKeyForTwoCallersIsNamed() {
        assertThat(complaints(GOOD, GOOD))
                .containsExactly("CORE_API_KEY and PRODUCT_API_KEY share a key: use one for each");
    }

    @Test
    void anUnknownScopeIsNamed() {
        assertThat(
                        KeyChecks.check(
                                        Map.of(
                                                "billing", new CallerText("billing", GOOD),
                                                "reports", new CallerText("admin", OTHER)),
                                        false)
                                .complaints())
                .containsExactly("tollgate.callers.reports.scope must be billing or product");
    }

    @Test
    void noComplaintQuotesAKey() {
        assertThat(complaints("short-one", "changeme-0000000001"))
                .hasSize(2)
                .noneMatch(line -> line.contains("short-one") || line.contains("000001"));
    }
}
