package io.tollgate.contracts.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaAmount;
import io.tollgate.contracts.quota.QuotaCheck;
import io.tollgate.contracts.quota.QuotaCommit;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.contracts.quota.QuotaTake;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks core-service for a product's backend. A call without an answer ends within the time-out,
 * twice that if it was tried again; the time-out does not cover an answer that stalls half way.
 * What core or the network does is told as a result; only a problem whose code this version does
 * not know is thrown. A key names what a take is for, such as {@code create-project-<id>}: the same
 * again is done once.
 *
 * <pre>{@code
 * QuotaClient quota = new QuotaClient(coreUrl, apiKey, Duration.ofSeconds(2));
 * switch (quota.consume(user, "create-" + id, List.of(one), WhenUnavailable.FAIL_CLOSED)) {
 *     case TakeResult.Granted granted -> create();
 *     case TakeResult.Exceeded exceeded -> offerUpgrade(exceeded.problem());
 *     case TakeResult.Refused refused -> log(refused.problem());
 *     case TakeResult.Unavailable unavailable -> tryLater();
 * }
 * }</pre>
 */
public final class QuotaClient {

    /** Keys make a second try harmless; a third would only make the user wait. */
    private static final int TRIES = 2;

    private static final ObjectMapper MAPPER = Json.newMapper();

    private final URI core;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * A client for all threads.
     *
     * @param core base URL of core-service
     * @param apiKey a key of scope {@code product}
     * @param timeout of one try, connecting included
     */
    public QuotaClient(URI core, String apiKey, Duration timeout) {
        this.core = core;
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    /** Whether so much more fits; nothing is taken. */
    public CheckResult check(String userId, String resource, long amount, WhenUnavailable choice) {
        Reply reply = post("check", null, new QuotaCheck(userId, resource, amount));
        return switch (reply) {
            case Reply.Answer(int status, String body) ->
                    status == 200
                            ? new CheckResult.Answered(read(body, QuotaDecision.class))
                            : new CheckResult.Refused(read(body, Problem.class));
            case Reply.None(String why) ->
                    new CheckResult.Unavailable(choice == WhenUnavailable.FAIL_OPEN, why);
        };
    }

    /** Takes and uses at once: all of the items or none. */
    public TakeResult consume(
            String userId, String key, List<QuotaAmount> items, WhenUnavailable choice) {
        return take("consume", key, new QuotaTake(userId, items, null), choice);
    }

    /** Reserves for so long: all of the items or none. */
    public TakeResult reserve(
            String userId,
            String key,
            List<QuotaAmount> items,
            Duration ttl,
            WhenUnavailable choice) {
        return take("reservations", key, new QuotaTake(userId, items, ttl.toSeconds()), choice);
    }

    /** Uses what was reserved; with items, only so much of it. */
    public TakeResult commit(
            String reservationId, @Nullable List<QuotaAmount> items, WhenUnavailable choice) {
        return take(settle(reservationId, "commit"), null, new QuotaCommit(items), choice);
    }

    /** Gives up what was reserved. */
    public TakeResult release(String reservationId, WhenUnavailable choice) {
        return take(settle(reservationId, "release"), null, new QuotaCommit(null), choice);
    }

    /** Gives back what the user has no more. */
    public TakeResult giveBack(
            String userId, String key, List<QuotaAmount> items, WhenUnavailable choice) {
        return take("give-back", key, new QuotaTake(userId, items, null), choice);
    }

    private static String settle(String reservationId, String how) {
        String id = URLEncoder.encode(reservationId, StandardCharsets.UTF_8).replace("+", "%20");
        return "reservations/" + id + "/" + how;
    }

    private TakeResult take(
            String path, @Nullable String key, Object body, WhenUnavailable choice) {
        return switch (post(path, key, body)) {
            case Reply.Answer(int status, String answer) ->
                    status == 200
                            ? new TakeResult.Granted(read(answer, QuotaGrant.class))
                            : denial(answer);
            case Reply.None(String why) ->
                    new TakeResult.Unavailable(choice == WhenUnavailable.FAIL_OPEN, why);
        };
    }

    private static TakeResult denial(String answer) {
        Problem problem = read(answer, Problem.class);
        boolean exceeded =
                problem.code() == ProblemCode.QUOTA_EXCEEDED
                        || problem.code() == ProblemCode.RESERVATION_EXPIRED;
        return exceeded
                ? new TakeResult.Exceeded(read(answer, QuotaExceeded.class))
                : new TakeResult.Refused(problem);
    }

    /** What came back. */
    private sealed interface Reply {

        /** An answer of core's own that a repeat would not change. */
        record Answer(int status, String body) implements Reply {}

        /** Nothing usable, though it was tried again. */
        record None(String why) implements Reply {}
    }

    private Reply post(String path, @Nullable String key, Object body) {
        String why = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                HttpResponse<String> response =
                        http.send(request(path, key, body), BodyHandlers.ofString());
                if (isCores(response)) {
                    return new Reply.Answer(response.statusCode(), response.body());
                }
                why = "core answered " + response.statusCode();
            } catch (IOException e) {
                why = String.valueOf(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Reply.None("interrupted");
            }
        }
        return new Reply.None(why);
    }

    /** A proxy may answer too; what is not core's JSON says nothing about a limit. */
    private static boolean isCores(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        int status = response.statusCode();
        return (status == 200 && type.startsWith("application/json"))
                || (status >= 400 && status < 500 && type.startsWith(Problem.MEDIA_TYPE));
    }

    private HttpRequest request(String path, @Nullable String key, Object body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(core.resolve("/internal/quota/" + path))
                        .timeout(timeout)
                        .header("X-API-Key", apiKey)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException("core speaks a newer contract than this client", e);
        }
    }
}
