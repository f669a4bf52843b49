package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Logs as JSON: a collector can read every line, and finds who called and which trace it was. */
class JsonLogTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_line_is_json_and_names_caller_and_trace() throws Exception {
        Random random = new Random(Soak.seed("json logs"));
        try (Stack stack =
                Systems.withStripe()
                        .billingEnv("TOLLGATE_LOG_JSON", "true")
                        .coreEnv("TOLLGATE_LOG_JSON", "true")
                        .billingEnv("OTEL_SDK_DISABLED", "false")
                        .coreEnv("OTEL_SDK_DISABLED", "false")
                        .billingEnv("OTEL_TRACES_SAMPLER_ARG", "0")
                        .coreEnv("OTEL_TRACES_SAMPLER_ARG", "0")
                        .start()) {
            new Shop(stack, random).signUp(1);
            new Agreement(stack).settle();

            JsonNode forwarded = line(stack.billing(0), "forwarded lane=");
            JsonNode updated = line(stack.core(), "subscription_update outcome=");

            assertThat(forwarded.path("level").asText()).isEqualTo("INFO");
            assertThat(updated.path("mdc").path("caller").asText()).startsWith("billing");
            assertThat(updated.path("mdc").path("traceId").asText())
                    .hasSize(32)
                    .isEqualTo(forwarded.path("mdc").path("traceId").asText());
        }
        assertThat(LogScan.logsOf(JsonLogTest.class))
                .as("what is searched for secrets")
                .isDirectoryRecursivelyContaining("glob:**billing.log")
                .isDirectoryRecursivelyContaining("glob:**core.log");
    }

    /** The last line whose message begins so; every line before it has to be JSON as well. */
    private static JsonNode line(Service service, String message) throws IOException {
        List<JsonNode> lines =
                Files.readAllLines(service.log()).stream().map(JsonLogTest::parsed).toList();
        return lines.stream()
                .filter(line -> line.path("message").asText().contains(message))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
