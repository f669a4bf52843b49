package io.tollgate.local.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One span as a service exported it.
 *
 * @param service who recorded it
 * @param parent the span it hangs below; empty at the root
 * @param started nanoseconds since 1970
 * @param links trace ids of the spans it is linked to
 */
record TraceSpan(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        long started,
        Duration took,
        Map<String, String> attributes,
        List<String> links) {

    /** The spans of an ExportTraceServiceRequest (opentelemetry-proto, trace/v1). */
    static List<TraceSpan> ofExport(byte[] body) {
        List<TraceSpan> spans = new ArrayList<>();
        for (ProtobufMessage resourceSpans : ProtobufMessage.of(body).messages(1)) {
            Map<String, String> resource = attributes(resourceSpans.messages(1).getFirst(), 1);
            String service = resource.getOrDefault("service.name", "");
            for (ProtobufMessage scope : resourceSpans.messages(2)) {
                scope.messages(2).forEach(span -> spans.add(of(service, span)));
            }
        }
        return spans;
    }

    private static TraceSpan of(String service, ProtobufMessage span) {
        return new TraceSpan(
                service,
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.text(5),
                span.value(7),
                Duration.ofNanos(span.value(8) - span.value(7)),
                attributes(span, 9),
                span.messages(13).stream().map(link -> hex(link, 1)).toList());
    }

    private static String hex(ProtobufMessage message, int number) {
        return HexFormat.of().formatHex(message.bytes(number));
    }

    private static Map<String, String> attributes(ProtobufMessage message, int number) {
        Map<String, String> attributes = new TreeMap<>();
        for (ProtobufMessage pair : message.messages(number)) {
            ProtobufMessage value = pair.messages(2).getFirst();
            List<String> list =
                    value.messages(5).stream()
                            .flatMap(array -> array.messages(1).stream())
                            .map(item -> item.text(1))
                            .toList();
            String text = list.isEmpty() ? value.text(1) : list.toString();
            attributes.put(pair.text(1), text.isEmpty() ? Long.toString(value.value(3)) : text);
        }
        return attributes;
    }

    /** A trace as text: each span below its parent, with who recorded it and how long it took. */
    static String tree(List<TraceSpan> trace) {
        StringBuilder text = new StringBuilder();
        trace.stream()
                .filter(span -> trace.stream().noneMatch(it -> it.id().equals(span.parent())))
                .sorted(Comparator.comparingLong(TraceSpan::started))
                .forEach(root -> root.write(trace, 0, text));
        return text.toString();
    }

    private void write(List<TraceSpan> trace, int depth, StringBuilder text) {
        text.append(
                "%s%-40s %-16s %6.1f ms %s%n"
                        .formatted(
                                "  ".repeat(depth),
                                name,
                                service,
                                took.toNanos() / 1e6,
                                attributes.getOrDefault("tollgate.outcome", "")));
        trace.stream()
                .filter(span -> span.parent().equals(id))
                .sorted(Comparator.comparingLong(TraceSpan::started))
                .forEach(child -> child.write(trace, depth + 1, text));
    }
}
