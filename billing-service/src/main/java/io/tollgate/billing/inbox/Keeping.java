package io.tollgate.billing.inbox;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The span of one event's way into the inbox, from the delivery to the commit it shared. Whoever
 * works on the event later continues from here. Costs nothing where nothing is recorded.
 */
record Keeping(Span span) {

    private static final Keeping UNSEEN = new Keeping(Span.getInvalid());

    static Keeping of(Envelope envelope) {
        if (!Span.current().getSpanContext().isValid()) {
            return UNSEEN;
        }
        SpanBuilder span =
                GlobalOpenTelemetry.getTracer("io.tollgate.billing.inbox")
                        .spanBuilder("keep")
                        .setSpanKind(SpanKind.PRODUCER)
                        .setAttribute("tollgate.event", envelope.eventId())
                        .setAttribute("tollgate.event_type", envelope.type());
        if (envelope.lane() != null) {
            span.setAttribute("tollgate.lane", envelope.lane());
        }
        return new Keeping(span.startSpan());
    }

    @Nullable String traceParent() {
        return TraceParent.of(span);
    }

    void ended(Stored stored) {
        span.setAttribute("tollgate.outcome", stored.wire());
        if (stored == Stored.UNAVAILABLE) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
