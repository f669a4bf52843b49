package io.tollgate.contracts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaAmount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes back, or does not, is told as a result and in time. */
class QuotaClientTest {

    /** Far more than the client may take, far less than for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final List<QuotaAmount> ONE = List.of(new QuotaAmount("projects", 1L));

    /**
     * Answers every connection with the same bytes, and leaves it open until the other end goes.
     */
    private static final class Canned implements AutoCloseable {

        private final ServerSocket socket;
        private final String answer;
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();

        Canned(String answer) throws IOException {
            this.answer = answer;
            socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                InputStream in = connection.getInputStream();
                StringBuilder request = new StringBuilder();
                for (int next = in.read(); next != -1; next = in.read()) {
                    request.append((char) next);
                    // The last byte of a request: the client sends none of the next one before.
                    if (next == '}' && in.available() == 0) {
                        requests.add(request.toString());
                        request.setLength(0);
                        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    }
                }
                ends.add(-1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String http(int status, String type, int length, String body) {
        return "HTTP/1.1 %d Any\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, type, length, body);
    }

    private static String http(int status, String type, String body) {
        return http(status, type, body.length(), body);
    }

    private static TakeResult consume(Canned core, Duration timeout) {
        return assertTimeoutPreemptively(
                PATIENCE,
                () ->
                        new QuotaClient(core.uri(""), "test-key", timeout)
                                .consume("u", "k", ONE, WhenUnavailable.FAIL_CLOSED));
    }

    @Test
    void anAnswerThatStallsHalfWayEndsWithinTheTimeOutAndItsConnectionIsClosed() throws Exception {
        try (Canned core = new Canned(http(200, "application/json", 5000, "{\"state\":"))) {
            TakeResult result = consume(core, SHORT);

            assertThat(result).isInstanceOf(TakeResult.Unavailable.class);
            assertThat(core.ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotKept() throws Exception {
        String tooMuch = " ".repeat((1 << 20) + 1);
        try (Canned core = new Canned(http(200, "application/json", tooMuch))) {
            assertThat(consume(core, PATIENCE)).isInstanceOf(TakeResult.Unavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "409, INVALID_REQUEST",
        "422, INVALID_REQUEST"
    })
    void aProblemOfAKindNobodyKnowsIsRefusedByItsStatus(int status, ProblemCode code)
            throws Exception {
        for (String body : List.of("{\"code\":\"of_tomorrow\",\"status\":1}", "{}", "not JSON")) {
            try (Canned core = new Canned(http(status, "application/problem+json", body))) {
                assertThat(consume(core, PATIENCE))
                        .isInstanceOfSatisfying(
                                TakeResult.Refused.class,
                                refused -> {
                                    assertThat(refused.problem().code()).isEqualTo(code);
                                    assertThat(refused.problem().status()).isEqualTo(status);
                                });
                assertThat(check(core)).isInstanceOf(CheckResult.Refused.class);
            }
        }
    }

    @Test
    void aDenialWhoseNumbersCannotBeReadIsStillADenial() throws Exception {
        String body = "{\"code\":\"quota_exceeded\",\"status\":409,\"limit\":\"many\"}";
        try (Canned core = new Canned(http(409, "application/problem+json", body))) {
            assertThat(consume(core, PATIENCE))
                    .isInstanceOfSatisfying(
                            TakeResult.Refused.class,
                            refused ->
                                    assertThat(refused.problem().code())
                                            .isEqualTo(ProblemCode.QUOTA_EXCEEDED));
        }
    }

    @Test
    void anAnswerOfAnotherContractCountsAsNone() throws Exception {
        try (Canned core = new Canned(http(200, "application/json", "{\"items\":7}"))) {
            assertThat(consume(core, PATIENCE)).isInstanceOf(TakeResult.Unavailable.class);
        }
        try (Canned core = new Canned(http(200, "application/json", "not JSON"))) {
            assertThat(check(core)).isInstanceOf(CheckResult.Unavailable.class);
        }
        try (Canned core = new Canned(http(500, "application/problem+json", "{\"code\":7}"))) {
            assertThat(consume(core, PATIENCE)).isInstanceOf(TakeResult.Unavailable.class);
        }
    }

    private static CheckResult check(Canned core) {
        return assertTimeoutPreemptively(
                PATIENCE,
                () ->
                        new QuotaClient(core.uri(""), "test-key", PATIENCE)
                                .check("u", "projects", 1, WhenUnavailable.FAIL_CLOSED));
    }

    @Test
    void thePathOfTheBaseAddressStandsBeforeThatOfTheCall() throws Exception {
        try (Canned core = new Canned(http(404, "application/problem+json", "{}"))) {
            for (String base : List.of("/core", "/core/")) {
                new QuotaClient(core.uri(base), "test-key", PATIENCE)
                        .check("u", "projects", 1, WhenUnavailable.FAIL_CLOSED);

                assertThat(core.requests.take()).startsWith("POST /core/internal/quota/check ");
            }
        }
    }
}
