package io.tollgate.billing.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import com.stripe.net.StripeResponse;
import io.micrometer.core.instrument.Timer;
import io.tollgate.billing.stripe.StripeApi.Param;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe to make, change or end something, each time under an idempotency key derived from
 * what it is for: Stripe does the same thing under the same key once (Stripe: Idempotent requests).
 */
public final class StripePosts {

    private static final Logger LOG = Logger.getLogger(StripePosts.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stripe's own limit on a key. */
    private static final int MAX_KEY = 255;

    /** How long one more key serves; callers are told to come back after as long. */
    private static final long KEY_SECONDS = 5;

    private final StripeApi api;

    StripePosts(StripeApi api) {
        this.api = api;
    }

    /**
     * One {@code POST}; once more under the same key if the connection broke.
     *
     * @param what the call in a word, for the metrics: one of a few
     * @param path such as {@code /v1/payment_intents}
     * @param key names what it is for
     */
    public StripeReply post(
            String what, String path, List<Param> params, String key, Deadline deadline) {
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("a key has 1 to 255 characters");
        }
        StripeReply first = once(what, path, params, key, deadline);
        boolean broken = first instanceof StripeReply.Unknown unknown && !unknown.kept();
        return broken && !deadline.left().isZero()
                ? once(what, path, params, key, deadline)
                : first;
    }

    /**
     * The same for what may be done twice without harm. Under a key that has kept a failure nothing
     * can be done for a day, so another one is taken then: those who ask within a few seconds have
     * it in common, and while Stripe fails not every try uses one up.
     */
    public StripeReply postHarmless(
            String what, String path, List<Param> params, String key, Deadline deadline) {
        StripeReply reply = post(what, path, params, key, deadline);
        return reply instanceof StripeReply.Unknown unknown && unknown.kept()
                ? post(what, path, params, key + ":" + unknown.at() / KEY_SECONDS, deadline)
                : reply;
    }

    private StripeReply once(
            String what, String path, List<Param> params, String key, Deadline deadline) {
        if (!api.mayCall(deadline)) {
            return new StripeReply.Throttled();
        }
        Timer.Sample started = Timer.start(api.metrics());
        StripeReply reply =
                CallSpan.around(what, () -> call(path, params, key, deadline), StripePosts::word);
        started.stop(
                api.metrics().timer("tollgate.stripe.call", "call", what, "outcome", word(reply)));
        return reply;
    }

    private static String word(StripeReply reply) {
        return switch (reply) {
            case StripeReply.Done _ -> "found";
            case StripeReply.Refused _ -> "refused";
            case StripeReply.InWork(), StripeReply.Throttled() -> "throttled";
            case StripeReply.KeyMisused() -> "key_misused";
            case StripeReply.Unknown _, StripeReply.LockedOut() -> "unavailable";
        };
    }

    private StripeReply call(String path, List<Param> params, String key, Deadline deadline) {
        try {
            return done(api.send(path, params, key, deadline));
        } catch (ApiConnectionException e) {
            return new StripeReply.Unknown(false, 0, "no answer");
        } catch (StripeException e) {
            return failed(e);
        } catch (RuntimeException e) {
            // The library stumbles over an error without a body, such as a proxy's.
            return new StripeReply.Unknown(false, 0, "unreadable answer");
        }
    }

    private static StripeReply done(StripeResponse response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return body != null && body.isObject()
                    ? new StripeReply.Done(body, isReplayed(response))
                    : new StripeReply.Unknown(false, 0, "not Stripe's answer");
        } catch (JsonProcessingException e) {
            return new StripeReply.Unknown(false, 0, "not JSON");
        }
    }

    /** By status, type and code alone: Stripe's message may quote what must not reach a log. */
    private static StripeReply failed(StripeException e) {
        int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
        StripeError error = e.getStripeError();
        String type = error == null ? "none" : StripeApi.code(error.getType());
        String code = StripeApi.code(e.getCode());
        if (status >= 400 && status < 500 && type.equals("none")) {
            // Not Stripe's word but that of something in between.
            return new StripeReply.Unknown(false, 0, "status=" + status);
        }
        return switch (status) {
            case 401, 403 -> {
                LOG.errorf(
                        "Stripe refuses us status=%d code=%s: check STRIPE_SECRET_KEY and its"
                                + " permissions",
                        status, code);
                yield new StripeReply.LockedOut();
            }
            case 409 ->
                    code.equals("idempotency_key_in_use")
                            ? new StripeReply.InWork()
                            : new StripeReply.Throttled();
            case 429 -> new StripeReply.Throttled();
            case 400 ->
                    type.equals("idempotency_error")
                            ? new StripeReply.KeyMisused()
                            : refused(status, type, code, error);
            default ->
                    status > 400 && status < 500
                            ? refused(status, type, code, error)
                            : unknown(status, error == null ? null : error.getLastResponse());
        };
    }

    private static StripeReply refused(
            int status, String type, String code, @Nullable StripeError error) {
        StripeResponse response = error == null ? null : error.getLastResponse();
        String param = error == null ? "none" : StripeApi.code(error.getParam());
        return new StripeReply.Refused(
                status, type, code, param, response != null && isReplayed(response));
    }

    private static StripeReply unknown(int status, @Nullable StripeResponse response) {
        String why = "status=" + status;
        if (response == null) {
            return new StripeReply.Unknown(false, 0, why);
        }
        Instant date = response.date();
        return new StripeReply.Unknown(
                isReplayed(response), date == null ? 0 : date.getEpochSecond(), why);
    }

    private static boolean isReplayed(StripeResponse response) {
        return response.headers()
                .firstValue("Idempotent-Replayed")
                .map(value -> value.toLowerCase(Locale.ROOT).equals("true"))
                .orElse(false);
    }
}
