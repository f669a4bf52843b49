package io.tollgate.local.tour;

import java.io.PrintStream;
import java.util.Locale;

/** Prints the tour, a line as soon as its step is over. */
final class Table {

    private static final String FORMAT = "%-29s %-50s %4s   %-5s %-8s %-10s %-22s %s%n";

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void header(Script script) {
        out.printf("%nA subscription's life, for user %s:%n%n", script.userId());
        out.printf(
                Locale.ROOT,
                FORMAT,
                "step",
                "sent",
                "HTTP",
                "plan",
                "status",
                "projects",
                "why",
                "");
        out.printf(Locale.ROOT, FORMAT, "", "", "", "---", "what core", "says now", "---", "");
    }

    void row(Outcome outcome) {
        print(outcome.step().label(), sent(outcome.step()), outcome);
        if (!outcome.isAsExpected()) {
            Expectation expected = outcome.step().expected();
            Allowed allowed = expected.allowed();
            out.printf(
                    Locale.ROOT,
                    FORMAT,
                    "",
                    outcome.settled() ? "expected" : "expected, and billing to be done with it",
                    expected.http(),
                    allowed.plan(),
                    allowed.status(),
                    allowed.projects(),
                    allowed.why(),
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

    private void print(String label, String sent, Outcome outcome) {
        Allowed allowed = outcome.allowed();
        out.printf(
                Locale.ROOT,
                FORMAT,
                label,
                sent,
                outcome.http() == 0 ? "none" : outcome.http(),
                allowed.plan(),
                allowed.status(),
                allowed.projects(),
                allowed.why(),
                outcome.isAsExpected() ? "ok" : "FAILED");
    }

    private static String sent(Step step) {
        return switch (step) {
            case Step.Link _ -> "PUT /internal/accounts/{user_id}";
            case Step.Post post -> describe(post.event().type(), post.event().apiVersion().wire());
            case Step.Forge forge -> describe(forge.event().type(), "bad signature");
        };
    }

    private static String describe(String type, String remark) {
        return "%s (%s)".formatted(type, remark);
    }
}
