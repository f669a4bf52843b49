package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInOptionsTest {

    private static StandInOptions parse(String line) {
        return StandInOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }

    @Test
    void withoutOptionsItListensOnItsUsualPort() {
        Settings settings = parse("").settings(7);

        assertThat(settings.port()).isEqualTo(StandInMain.DEFAULT_PORT);
        assertThat(settings.seed()).isEqualTo(7);
        assertThat(parse("").hook()).isEmpty();
    }

    @Test
    void anEndpointAndFaultsAreTakenFromTheLine() {
        StandInOptions options =
                parse(
                        "--webhook-url http://127.0.0.1:9/hook --webhook-secret whsec_test_x"
                                + " --api-version 2020-08-27 --events a,b"
                                + " --fault drop=0.5 --fault same_second=true");

        Hook hook = options.hook().orElseThrow();

        assertThat(hook.version().wire()).isEqualTo("2020-08-27");
        assertThat(hook.events()).containsExactly("a", "b");
        assertThat(options.faults().path("drop").asDouble()).isEqualTo(0.5);
        assertThat(options.faults().path("same_second").asBoolean()).isTrue();
    }

    @Test
    void secretsMayLieInFiles(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "sk_test_from_file\n");
        Path secret = Files.writeString(folder.resolve("secret"), "whsec_test_from_file\n");
        String files = "--api-key-file " + key + " --webhook-secret-file " + secret;

        StandInOptions options = parse(files + " --webhook-url http://127.0.0.1:9/hook");

        assertThat(options.settings(1).apiKey()).isEqualTo("sk_test_from_file");
        assertThat(options.hook().orElseThrow().secret()).isEqualTo("whsec_test_from_file");
        assertThatThrownBy(() -> parse("--api-key-file " + folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onANetworkOfItsOwnItDeliversToANamedHost() {
        String line = "--webhook-url http://billing:8080/hook --webhook-secret whsec_test_x";

        assertThat(parse(line + " --bind 0.0.0.0").hook()).isPresent();
        assertThatThrownBy(() -> parse(line).hook()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonsenseIsRefused() {
        for (String line :
                List.of(
                        "--colour red",
                        "--port",
                        "--fault drop",
                        "--fault drop=often",
                        "--account-version 2001-01-01")) {
            assertThatThrownBy(() -> parse(line).settings(1))
                    .as(line)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String line :
                List.of(
                        "--webhook-url http://127.0.0.1:9/hook",
                        "--webhook-url https://shop.example.test --webhook-secret whsec_test_x")) {
            assertThatThrownBy(() -> parse(line).hook())
                    .as(line)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
