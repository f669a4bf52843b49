package io.tollgate.local.tour;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints the tour, a line as soon as its step is over. */
final class Table {

    private static final String FORMAT = "%-33s %-37s %4s  %s %s%n";

    /** Where the first of core's columns begins. */
    private static final int CORE_COLUMN = 78;

    private final Heading heading;
    private final PrintStream out;

    Table(Heading heading, PrintStream out) {
        this.heading = heading;
        this.out = out;
    }

    void header(String userId) {
        out.printf("%n%s, for user %s:%n%n", heading.title(), userId);
        out.printf("%" + CORE_COLUMN + "s%s%n", "", heading.about());
        line("step", "call", "HTTP", heading.columns(), "");
    }

    void row(Outcome outcome) {
        Step step = outcome.step();
        line(
                step.label(),
                step.call(),
                outcome.http() == 0 ? "none" : Integer.toString(outcome.http()),
                outcome.seen().cells(),
                outcome.isAsExpected() ? "ok" : "FAILED");
        if (!outcome.isAsExpected()) {
            line(
                    "",
                    "expected",
                    Integer.toString(step.expected().http()),
                    step.expected().seen().cells(),
                    "");
        }
    }

    private void line(String label, String sent, String http, List<String> cells, String verdict) {
        String seen = String.format(Locale.ROOT, heading.format(), cells.toArray());
        String line = String.format(Locale.ROOT, FORMAT, label, sent, http, seen, verdict);
        out.println(line.stripTrailing());
    }
}
