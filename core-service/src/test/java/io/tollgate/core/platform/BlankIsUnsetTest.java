package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A blank variable counts as absent, so that the default in the settings holds. */
class BlankIsUnsetTest {

    private static String issuer(String value) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withInterceptors(new BlankIsUnset())
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of("JWT_ISSUER", value, "x", "${JWT_ISSUER:NONE}"),
                                        "test",
                                        100))
                        .build();
        return config.getValue("x", String.class);
    }

    @Test
    void aBlankVariableIsAbsent() {
        assertThat(issuer("")).isEqualTo("NONE");
        assertThat(issuer("https://login.example.test")).isEqualTo("https://login.example.test");
    }
}
