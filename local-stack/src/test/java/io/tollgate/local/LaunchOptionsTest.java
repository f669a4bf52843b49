package io.tollgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchOptionsTest {

    @Test
    void withoutOptionsThereIsATourAndTheStackStaysUp() throws Exception {
        assertThat(LaunchOptions.parse(List.of()))
                .isEqualTo(new LaunchOptions(false, false, true, 8080));
    }

    @Test
    void optionsCombine() throws Exception {
        assertThat(LaunchOptions.parse(List.of("--once", "--fresh", "--port-base", "20000")))
                .isEqualTo(new LaunchOptions(true, true, true, 20_000));
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertUsage(List.of("--nope"), "--nope");
        assertUsage(List.of("--port-base"), "--port-base");
        assertUsage(List.of("--port-base", "70000"), "64534");
        assertUsage(List.of("--once", "--no-tour"), "--no-tour");
    }

    private static void assertUsage(List<String> arguments, String word) {
        assertThatThrownBy(() -> LaunchOptions.parse(arguments))
                .isInstanceOf(LaunchOptions.UsageException.class)
                .hasMessageContaining(word);
    }
}
