package io.tollgate.local.tour;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the tour, a line as soon as its step is over. */
final class Table {

    private static final String FORMAT = "%-33s %-32s %4s  %-4s %-8s %-9s %-21s %-10s %s%n";

    /** Where the first of core's columns begins. */
    private static final int CORE_COLUMN = 73;

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void header(Script script) {
        out.printf("%nA subscription's life, for user %s:%n%n", script.userId());
        out.printf("%" + CORE_COLUMN + "s%s%n", "", "what core says the user may do");
        line("step", "call", "HTTP", new Allowed("plan", "status", "projects", "why", "until"), "");
    }

    void row(Outcome outcome) {
        Step step = outcome.step();
        line(
                step.label(),
                step.call(),
                outcome.http() == 0 ? "none" : Integer.toString(outcome.http()),
                outcome.allowed(),
                outcome.isAsExpected() ? "ok" : "FAILED");
        if (!outcome.isAsExpected()) {
            line(
                    "",
                    "expected",
                    Integer.toString(step.expected().http()),
                    step.expected().allowed(),
                    "");
        }
    }

    void footer(int steps, int failed) {
        out.println();
        if (failed == 0) {
            out.printf("All %d steps went as expected.%n", steps);
        } else {
            out.printf("%d of %d steps FAILED.%n", failed, steps);
        }
    }

    private void line(String label, String sent, String http, Allowed allowed, String verdict) {
        String line =
                String.format(
                        Locale.ROOT,
                        FORMAT,
                        label,
                        sent,
                        http,
                        allowed.plan(),
                        allowed.status(),
                        allowed.projects(),
                        allowed.why(),
                        allowed.until(),
                        verdict);
        out.println(line.stripTrailing());
    }
}
