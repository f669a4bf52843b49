package io.tollgate.billing.inbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** A place in a trace as text, by which work that is done later stays in the same trace. */
public final class TraceParent {

    /** W3C Trace Context, level 1: version, trace id, span id and flags, in lower-case hex. */
    private static final int LENGTH = 55;

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /** Of a span; null if nothing is recorded. */
    static @Nullable String of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                context.getTraceId(),
                                context.getSpanId(),
                                context.getTraceFlags().asHex())
                : null;
    }

    /** The place a kept text names; an invalid one if it names none. */
    public static SpanContext parse(@Nullable String text) {
        if (text == null || text.length() != LENGTH) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                text.substring(TRACE_ID, SPAN_ID - 1),
                text.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(text, FLAGS),
                TraceState.getDefault());
    }
}
