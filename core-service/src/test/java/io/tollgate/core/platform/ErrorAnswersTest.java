package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.Json;
import io.tollgate.core.Api;
import io.tollgate.testing.TestEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, the answer is a problem a caller can read: never empty, never HTML. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ErrorAnswersTest {

    private static final String UPDATE = "/internal/subscription/update";

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URI root;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(root.resolve(path))
                .header("X-API-Key", Api.BILLING_KEY)
                .header("Content-Type", "application/json");
    }

    private void answersProblem(HttpRequest request, int status, String code)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("none"))
                .startsWith("application/problem+json");
        JsonNode problem = Json.newMapper().readTree(response.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    @Test
    void anUnknownAddressIs404() throws Exception {
        answersProblem(to("/internal/nothing").GET().build(), 404, "not_found");
        answersProblem(to("/nothing/at/all").GET().build(), 404, "not_found");
    }

    @Test
    void anotherMethodIs405() throws Exception {
        answersProblem(
                to(UPDATE).PUT(BodyPublishers.ofString("{}")).build(), 405, "method_not_allowed");
    }

    @Test
    void aBodyThatIsNotJsonByItsTypeIs415() throws Exception {
        answersProblem(
                to(UPDATE)
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("hello"))
                        .build(),
                415,
                "unsupported_media_type");
    }

    @Test
    void anAnswerNobodyCanGiveIs406() throws Exception {
        answersProblem(
                to("/internal/subscriptions").header("Accept", "text/csv").GET().build(),
                406,
                "not_acceptable");
    }

    @Test
    void aBodyOverTheLimitIs413() throws Exception {
        byte[] big = new byte[(1 << 20) + 1];
        answersProblem(
                to(UPDATE).POST(BodyPublishers.ofByteArray(big)).build(), 413, "payload_too_large");
    }

    @Test
    void aBodyOfUnknownLengthOverTheLimitIs413() throws Exception {
        byte[] big = new byte[3 << 20];
        Arrays.fill(big, (byte) ' ');
        answersProblem(
                to(UPDATE)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)))
                        .build(),
                413,
                "payload_too_large");
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("null", bytes("null")),
                Arguments.of("an array", bytes("[]")),
                Arguments.of("a string", bytes("\"hello\"")),
                Arguments.of("a number", bytes("7")),
                Arguments.of("cut off", bytes("{\"customer_id\": \"cus")),
                Arguments.of("two objects", bytes("{} {}")),
                Arguments.of("XML", bytes("<a/>")),
                Arguments.of("bad UTF-8", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1'}),
                Arguments.of("a lone byte", new byte[] {(byte) 0xFF}),
                Arguments.of("UTF-32 noise", new byte[] {0, 0, 0, 0, 0x7F, 0, 0, 0, 1}),
                Arguments.of("a million brackets", bytes("[".repeat(1_000_000))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableBodies")
    void aBodyThatCannotBeReadIs400(String name, byte[] body) throws Exception {
        answersProblem(
                to(UPDATE).POST(BodyPublishers.ofByteArray(body)).build(), 400, "invalid_request");
    }

    @Test
    void aPathThatIsNoUserIdIs400() throws Exception {
        answersProblem(to("/internal/accounts/a%00b").GET().build(), 400, "invalid_request");
        answersProblem(
                to("/internal/accounts/" + "u".repeat(256)).GET().build(), 400, "invalid_request");
    }
}
