package io.tollgate.billing.console.overview;

import io.tollgate.billing.inbox.Pulse.Minute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Events per minute as bars, in units of the drawing.
 *
 * @param bars its rectangles
 * @param most the events of the fullest minute
 * @param total all events
 */
public record Chart(List<Bar> bars, long most, long total) {

    static final int WIDTH = 600;
    static final int HEIGHT = 100;

    private static final double GAP = 1.5;

    /** One rectangle. */
    public record Bar(String kind, String x, String y, String width, String height) {}

    static Chart of(List<Minute> minutes) {
        long most = minutes.stream().mapToLong(Minute::total).max().orElse(0);
        double step = (double) WIDTH / Math.max(1, minutes.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < minutes.size() && most > 0; i++) {
            stack(bars, minutes.get(i), i * step, step - GAP, most);
        }
        return new Chart(List.copyOf(bars), most, minutes.stream().mapToLong(Minute::total).sum());
    }

    private static void stack(List<Bar> bars, Minute minute, double x, double width, long most) {
        double y = HEIGHT;
        record Part(String kind, long events) {}
        for (Part part :
                List.of(
                        new Part("forwarded", minute.forwarded()),
                        new Part("ignored", minute.ignored()),
                        new Part("pending", minute.pending()),
                        new Part("parked", minute.parked()))) {
            if (part.events() > 0) {
                // A single one among thousands has to be seen all the same.
                double height = Math.max(1, (double) part.events() / most * HEIGHT);
                y = Math.max(0, y - height);
                bars.add(new Bar(part.kind(), number(x), number(y), number(width), number(height)));
            }
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The fullest minutes, for who cannot see bars. */
    static List<Minute> fullest(List<Minute> minutes) {
        return minutes.stream()
                .filter(minute -> minute.total() > 0)
                .sorted(Comparator.comparing(Minute::at).reversed())
                .toList();
    }
}
