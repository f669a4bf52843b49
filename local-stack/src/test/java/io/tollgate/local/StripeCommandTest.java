package io.tollgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripeCommandTest {

    @Test
    void durationsHaveAUnit() {
        assertThat(StripeCommand.duration("+30d")).isEqualTo(Duration.ofDays(30));
        assertThat(StripeCommand.duration("+90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(StripeCommand.duration("+2w")).isEqualTo(Duration.ofDays(14));
        assertThatThrownBy(() -> StripeCommand.duration("30"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTargetMayBeNamedAnywhereOnTheLine() throws Exception {
        StripeTarget.Asked asked =
                StripeTarget.parse(List.of("clock", "--url", "http://127.0.0.1:9", "+1d"));

        assertThat(asked.target().url()).isEqualTo(URI.create("http://127.0.0.1:9"));
        assertThat(asked.words()).containsExactly("clock", "+1d");
    }
}
