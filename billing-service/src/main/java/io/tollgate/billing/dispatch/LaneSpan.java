package io.tollgate.billing.dispatch;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.TraceParent;
import java.util.Comparator;
import java.util.List;

/**
 * The span of one turn of work on a lane. It continues the trace of the newest event that waits, so
 * that a lone event is one trace from the webhook to core, and is linked to those of the others.
 */
final class LaneSpan {

    /** More are not told: one turn takes at most so many links as tools show. */
    private static final int MOST = 32;

    private static final AttributeKey<List<String>> EVENTS =
            AttributeKey.stringArrayKey("tollgate.events");

    private LaneSpan() {}

    /** Starts it; whoever does ends it. */
    static Span start(Claim claim, List<KeptEvent> kept) {
        List<KeptEvent> newest =
                kept.stream()
                        .filter(KeptEvent::open)
                        .sorted(Comparator.comparingLong(KeptEvent::created).reversed())
                        .limit(MOST)
                        .toList();
        SpanBuilder span =
                GlobalOpenTelemetry.getTracer("io.tollgate.billing.dispatch")
                        .spanBuilder("lane")
                        .setSpanKind(SpanKind.CONSUMER)
                        .setNoParent()
                        .setAttribute("tollgate.lane", claim.lane())
                        .setAttribute("tollgate.sequence", claim.sequence())
                        .setAttribute("tollgate.attempt", claim.attempts())
                        .setAttribute(EVENTS, newest.stream().map(KeptEvent::eventId).toList());
        List<SpanContext> traces =
                newest.stream()
                        .map(event -> TraceParent.parse(event.traceParent()))
                        .filter(SpanContext::isValid)
                        .toList();
        if (!traces.isEmpty()) {
            span.setParent(Context.root().with(Span.wrap(traces.getFirst())));
            traces.stream().skip(1).forEach(span::addLink);
        }
        return span.startSpan();
    }

    /** Says in a word what the turn came to. */
    static void outcome(String word) {
        Span.current().setAttribute("tollgate.outcome", word);
    }

    /** The lane has to be tried again. */
    static void failed(String why) {
        Span.current().setStatus(StatusCode.ERROR, why);
        outcome("retry");
    }
}
