package io.tollgate.billing.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import com.stripe.net.StripeResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe's API through its own library, for raw JSON: typed objects of one library version
 * drop fields that moved. The library sends the API version it was made for; nothing is retried
 * here, since a caller has its own way to come back.
 */
public final class StripeApi {

    private static final Logger LOG = Logger.getLogger(StripeApi.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One parameter of a query; a name may stand several times, such as {@code expand[]}. */
    public record Param(String name, String value) {}

    private final StripeClient client;
    private final List<Pace> paces;
    private final Duration readTimeout;
    private final MeterRegistry metrics;

    StripeApi(StripeClient client, List<Pace> paces, Duration readTimeout, MeterRegistry metrics) {
        this.client = client;
        this.paces = List.copyOf(paces);
        this.readTimeout = readTimeout;
        this.metrics = metrics;
    }

    /** The same client, held to a lower rate besides. */
    StripeApi slower(int callsPerSecond) {
        List<Pace> both =
                Stream.concat(Stream.of(new Pace(callsPerSecond)), paces.stream()).toList();
        return new StripeApi(client, both, readTimeout, metrics);
    }

    /**
     * One {@code GET}.
     *
     * @param what the call in a word, for the metrics: one of a few
     * @param path such as {@code /v1/subscriptions}
     */
    public StripeAnswer get(String what, String path, List<Param> params, Deadline deadline) {
        if (!mayCall(deadline)) {
            return new StripeAnswer.Throttled();
        }
        Timer.Sample started = Timer.start(metrics);
        StripeAnswer answer =
                CallSpan.around(
                        what, () -> call(path + query(params), deadline.left()), StripeApi::word);
        started.stop(metrics.timer("tollgate.stripe.call", "call", what, "outcome", word(answer)));
        return answer;
    }

    /** Waits for a turn; false if none comes in time. */
    boolean mayCall(Deadline deadline) {
        return paces.stream().allMatch(pace -> pace.await(deadline.left()));
    }

    MeterRegistry metrics() {
        return metrics;
    }

    /** One {@code POST}, its parameters as a form. */
    StripeResponse send(String path, List<Param> params, String key, Deadline deadline)
            throws StripeException {
        return client.rawRequest(
                RequestMethod.POST,
                path,
                form(params),
                RawRequestOptions.builder()
                        .setIdempotencyKey(key)
                        .setReadTimeout(Math.max(1, millis(deadline.left())))
                        .build());
    }

    private int millis(Duration left) {
        return (int) Math.min(left.toMillis(), readTimeout.toMillis());
    }

    /** An id as part of a path. */
    public static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static String query(List<Param> params) {
        return params.isEmpty() ? "" : "?" + form(params);
    }

    private static String form(List<Param> params) {
        return params.stream()
                .map(param -> segment(param.name()) + "=" + segment(param.value()))
                .collect(Collectors.joining("&"));
    }

    private static String word(StripeAnswer answer) {
        return answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private StripeAnswer call(String pathAndQuery, Duration left) {
        int millis = millis(left);
        if (millis <= 0) {
            return new StripeAnswer.Unavailable("deadline");
        }
        try {
            return found(
                    client.rawRequest(
                            RequestMethod.GET,
                            pathAndQuery,
                            null,
                            RawRequestOptions.builder().setReadTimeout(millis).build()));
        } catch (ApiConnectionException e) {
            return new StripeAnswer.Unavailable(cause(e));
        } catch (StripeException e) {
            return refused(e);
        } catch (RuntimeException e) {
            // The library stumbles over an error without a body, such as a proxy's.
            return new StripeAnswer.Unavailable("unreadable answer");
        }
    }

    private static StripeAnswer found(StripeResponse response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            Instant date = response.date();
            return body == null || !body.isObject() || date == null
                    ? new StripeAnswer.Unavailable("not Stripe's answer")
                    : new StripeAnswer.Found(body, date.getEpochSecond());
        } catch (JsonProcessingException e) {
            return new StripeAnswer.Unavailable("not JSON");
        }
    }

    /** By status and code alone: Stripe's message may quote what must not reach a log. */
    private static StripeAnswer refused(StripeException e) {
        int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
        String why = "status=" + status + " code=" + code(e.getCode());
        if ((status == 400 || status == 404) && "resource_missing".equals(e.getCode())) {
            // 400: what a parameter names is gone, such as the last object of the page before. A
            // 404 without this code is not Stripe's word but that of something in between.
            return new StripeAnswer.Missing();
        }
        return switch (status) {
            // 409: another call holds the object (lock_timeout); 429 says the same of the account.
            case 409, 429 -> new StripeAnswer.Throttled();
            case 400, 401, 402, 403 -> {
                LOG.errorf(
                        "Stripe refuses us %s: check STRIPE_SECRET_KEY and its permissions", why);
                yield new StripeAnswer.Unavailable(why);
            }
            default -> new StripeAnswer.Unavailable(why);
        };
    }

    /** A foreign word as it may stand in a log line; {@code none} for what is none. */
    static String code(@Nullable String code) {
        return code != null && code.matches("[a-z_]{1,64}") ? code : "none";
    }

    private static String cause(ApiConnectionException e) {
        Throwable cause = e.getCause();
        return cause == null ? "no connection" : cause.getClass().getSimpleName();
    }
}
