package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan of all logs finds what it is there for. */
class LogScanTest {

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_secret=pi_3Example_secret_Xy1",
                "key whsec_test_0f1e2d",
                "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIi",
                "{\"email\":\"customer_1@mail.example\"}",
                "sign-in of alma with alma_test_password",
                "user alma:admin:$2y$10$ZArJX0q1TO7sUZtfjIKFB.",
            })
    void a_line_with_a_secret_or_a_person_is_found(String line) throws IOException {
        Path log = Files.createDirectories(folder.resolve("stack")).resolve("billing.log");
        Files.write(log, List.of("forwarded lane=sub_1 event=evt_1", line));

        assertThat(LogScan.leaksIn(folder)).singleElement().asString().endsWith(line);
    }

    @Test
    void the_secrets_of_a_stack_are_of_the_kind_it_finds() throws IOException {
        try (Stack stack = Stack.builder().build()) {
            List<String> lines =
                    List.of(
                            stack.secrets().webhookSecret(),
                            stack.secrets().stripeSecretKey(),
                            stack.secrets().coreApiKey(),
                            stack.secrets().productApiKey(),
                            stack.jwts().user("alice"));
            Files.write(folder.resolve("core.log"), lines);

            assertThat(LogScan.leaksIn(folder)).hasSameSizeAs(lines);
        }
    }
}
