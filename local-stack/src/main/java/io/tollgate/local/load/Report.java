package io.tollgate.local.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects the rounds of both sides, and prints medians and the ratio. */
final class Report {

    private final Map<String, String> baselines;
    private final Map<Case, List<Samples>> rounds = new LinkedHashMap<>();

    /** For each side that is measured, the side it is compared with. */
    Report(Map<String, String> baselines) {
        this.baselines = new LinkedHashMap<>(baselines);
    }

    /**
     * What was measured.
     *
     * @param side its name
     * @param connections how many at once
     */
    record Case(String side, int connections) {}

    void add(Case measured, Samples samples) {
        rounds.computeIfAbsent(measured, _ -> new ArrayList<>()).add(samples);
    }

    long failed() {
        return rounds.values().stream().flatMap(List::stream).mapToLong(Samples::failed).sum();
    }

    /** The table, then one line for each number of connections with the ratio. */
    void print(PrintStream out) {
        String row = "%-10s %11s %14s %9s %9s%n";
        out.printf("%n" + row, "", "connections", "per second", "p50 ms", "p99 ms");
        rounds.keySet()
                .forEach(
                        one ->
                                out.printf(
                                        Locale.ROOT,
                                        "%-10s %11d %14.0f %9.2f %9.2f%n",
                                        one.side(),
                                        one.connections(),
                                        rate(one),
                                        median(one, samples -> samples.percentile(0.5)),
                                        median(one, samples -> samples.percentile(0.99))));
        out.println();
        rounds.keySet().stream()
                .filter(one -> baselines.containsKey(one.side()))
                .forEach(one -> printRatio(one, out));
    }

    private void printRatio(Case measured, PrintStream out) {
        Case baseline = baseline(measured.side());
        out.printf(
                Locale.ROOT,
                "%s: ratio %.2f at %d connection%s (against %s at its best, with %d)%n",
                measured.side(),
                rate(measured) / rate(baseline),
                measured.connections(),
                measured.connections() == 1 ? "" : "s",
                baseline.side(),
                baseline.connections());
    }

    private Case baseline(String side) {
        return rounds.keySet().stream()
                .filter(one -> one.side().equals(baselines.get(side)))
                .max((a, b) -> Double.compare(rate(a), rate(b)))
                .orElseThrow();
    }

    private double rate(Case one) {
        return median(one, Samples::perSecond);
    }

    private double median(Case one, ToDoubleFunction<Samples> value) {
        double[] sorted =
                rounds.getOrDefault(one, List.of()).stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
