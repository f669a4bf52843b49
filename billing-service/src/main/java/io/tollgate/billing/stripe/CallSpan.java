package io.tollgate.billing.stripe;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The span of one call of Stripe. It names what is asked for and how it went; never the address,
 * whose query may name customers. Stripe is sent no trace of ours.
 */
final class CallSpan {

    private CallSpan() {}

    static <T> T around(String what, Supplier<T> call, Function<T, String> word) {
        Span span =
                GlobalOpenTelemetry.getTracer("io.tollgate.billing.stripe")
                        .spanBuilder("stripe " + what)
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("server.address", "stripe")
                        .startSpan();
        try {
            T answer = call.get();
            span.setAttribute("tollgate.outcome", word.apply(answer));
            return answer;
        } finally {
            span.end();
        }
    }
}
