package io.tollgate.contracts.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemMapping;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks core-service for a product's backend. Every call ends within the time-out, twice that if it
 * was tried again, and whatever core or the network does is told as a result: nothing is thrown for
 * it. A key names what a take is for, such as {@code create-project-<id>}: the same again is done
 * once.
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

    /** The largest answer is a few kilobytes; no proxy's page has to be kept. */
    private static final long MAX_ANSWER_BYTES = 1L << 20;

    private static final String UNREADABLE = "core speaks a newer contract than this client";

    private static final ObjectMapper MAPPER = Json.newMapper();

    private final String quota;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * A client for all threads.
     *
     * @param core base URL of core-service; its path, if any, stands before that of each call
     * @param apiKey a key of scope {@code product}
     * @param timeout of one try, from connecting to the last byte of the answer
     */
    public QuotaClient(URI core, String apiKey, Duration timeout) {
        this.quota = core.toString().replaceAll("/+$", "") + "/internal/quota/";
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
        return switch (post("check", null, new QuotaCheck(userId, resource, amount))) {
            case Reply.Done(String body) -> {
                QuotaDecision decision = read(body, QuotaDecision.class);
                yield decision == null
                        ? new CheckResult.Unavailable(
                                choice == WhenUnavailable.FAIL_OPEN, UNREADABLE)
                        : new CheckResult.Answered(decision);
            }
            case Reply.Denied(int status, String body) ->
                    new CheckResult.Refused(problem(status, body));
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
            case Reply.Done(String answer) -> {
                QuotaGrant grant = read(answer, QuotaGrant.class);
                yield grant == null
                        ? new TakeResult.Unavailable(
                                choice == WhenUnavailable.FAIL_OPEN, UNREADABLE)
                        : new TakeResult.Granted(grant);
            }
            case Reply.Denied(int status, String answer) -> denial(status, answer);
            case Reply.None(String why) ->
                    new TakeResult.Unavailable(choice == WhenUnavailable.FAIL_OPEN, why);
        };
    }

    private static TakeResult denial(int status, String answer) {
        Problem problem = problem(status, answer);
        boolean exceeded =
                problem.code() == ProblemCode.QUOTA_EXCEEDED
                        || problem.code() == ProblemCode.RESERVATION_EXPIRED;
        QuotaExceeded numbers = exceeded ? read(answer, QuotaExceeded.class) : null;
        return numbers == null ? new TakeResult.Refused(problem) : new TakeResult.Exceeded(numbers);
    }

    /** As core wrote it; by its status, if it is of a kind that this version does not know. */
    private static Problem problem(int status, String body) {
        Problem known = read(body, Problem.class);
        if (known != null && known.code() != null) {
            return known;
        }
        Problem byStatus = ProblemMapping.ofStatus(status);
        return new Problem(
                byStatus.title(),
                status,
                "core answered " + status + " with a problem this client does not know",
                byStatus.code(),
                List.of());
    }

    /** What came back. */
    private sealed interface Reply {

        /** Core did it, or answered what was asked. */
        record Done(String body) implements Reply {}

        /** Core refused; a repeat would not change that. */
        record Denied(int status, String body) implements Reply {}

        /** Nothing usable, though it was tried again. */
        record None(String why) implements Reply {}
    }

    private Reply post(String path, @Nullable String key, Object body) {
        String why = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                HttpResponse<String> response = send(request(path, key, body));
                if (isCores(response)) {
                    return response.statusCode() == 200
                            ? new Reply.Done(response.body())
                            : new Reply.Denied(response.statusCode(), response.body());
                }
                why = "core answered " + response.statusCode();
            } catch (IOException | ExecutionException | TimeoutException e) {
                why = String.valueOf(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Reply.None("interrupted");
            }
        }
        return new Reply.None(why);
    }

    /** The request's own time-out ends with the headers; this one covers the body too. */
    private HttpResponse<String> send(HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Closes the connection, if the answer is still on its way.
            response.cancel(true);
        }
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
                HttpRequest.newBuilder(URI.create(quota + path))
                        .timeout(timeout)
                        .header("X-API-Key", apiKey)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    /** Null if core speaks a newer contract than this client. */
    private static <T> @Nullable T read(String body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
