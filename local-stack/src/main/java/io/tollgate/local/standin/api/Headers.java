package io.tollgate.local.standin.api;

import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.shape.StripeVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The headers of an answer.
 *
 * @param now the stand-in's clock
 */
record Headers(Request request, String requestId, LongSupplier now, StripeVersion accountVersion) {

    /** RFC 1123 with two digits for the day, which the JDK's own constant does not write. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    /**
     * An answer with its headers; a replayed one says so, and whose it was. {@code Date} is exactly
     * the moment whose state the answer shows, even if the clock is advanced meanwhile.
     */
    Reply.Message message(Answer answer, boolean replayed) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put(
                "Date",
                HTTP_DATE.format(
                        Instant.ofEpochSecond(replayed ? now.getAsLong() : answer.at())
                                .atOffset(ZoneOffset.UTC)));
        headers.put("Request-Id", requestId);
        headers.put(
                "Stripe-Version", request.header("stripe-version").orElse(accountVersion.wire()));
        request.header("idempotency-key").ifPresent(key -> headers.put("Idempotency-Key", key));
        if (replayed) {
            headers.put("Idempotent-Replayed", "true");
            headers.put("Original-Request", answer.requestId());
        }
        retries(headers, answer.status());
        return new Reply.Message(answer.status(), headers, answer.body());
    }

    private static void retries(Map<String, String> headers, int status) {
        if (status == 401) {
            headers.put("WWW-Authenticate", "Basic realm=\"Stripe\"");
        }
        if (status == TOO_MANY) {
            headers.put("Retry-After", "1");
            headers.put("Stripe-Rate-Limited-Reason", "global-rate");
        } else if (status == CONFLICT) {
            headers.put("Stripe-Should-Retry", "true");
        } else if (status >= 400 && status < 500) {
            headers.put("Stripe-Should-Retry", "false");
        }
    }
}
