package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Issuer, audience and key are set together or not at all. */
class BearerConfigTest {

    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String AUDIENCE = "mp.jwt.verify.audiences";
    private static final String LOCATION = "mp.jwt.verify.publickey.location";
    private static final String KEY = "mp.jwt.verify.publickey";

    private static BearerConfig with(String... set) {
        return BearerConfig.of(Set.of(set)::contains);
    }

    @Test
    void allThreeTurnBearerCallsOn() {
        assertThat(with(ISSUER, AUDIENCE, LOCATION)).isEqualTo(new BearerConfig.On());
        assertThat(with(ISSUER, AUDIENCE, KEY)).isEqualTo(new BearerConfig.On());
    }

    @Test
    void noneLeavesThemOff() {
        assertThat(with()).isEqualTo(new BearerConfig.Off());
    }

    @Test
    void halfOfItIsRefusedWithWhatIsMissing() {
        assertThat(with(ISSUER, LOCATION))
                .isEqualTo(new BearerConfig.Incomplete(List.of("JWT_AUDIENCE")));
        assertThat(with(KEY))
                .isEqualTo(new BearerConfig.Incomplete(List.of("JWT_ISSUER", "JWT_AUDIENCE")));
        assertThat(with(ISSUER, AUDIENCE))
                .isEqualTo(new BearerConfig.Incomplete(List.of("JWT_PUBLIC_KEY_LOCATION")));
    }
}
