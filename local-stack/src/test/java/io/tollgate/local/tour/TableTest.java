package io.tollgate.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Heading heading =
            new Heading(
                    "A life",
                    "what core says",
                    List.of("plan", "status", "projects", "why", "until"),
                    "%-4s %-8s %-9s %-21s %-10s");
    private final Table table =
            new Table(heading, new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final Step step =
            new Step(
                    "subscribes to pro",
                    "POST /v1/subscriptions",
                    () -> 200,
                    new Expectation(
                            200, new Allowed("pro", "active", "20", "subscribed", "2026-12-01")));

    @Test
    void aStepThatWentWrongShowsWhatWasExpected() {
        Allowed wrong = new Allowed("free", "-", "3", "no_subscription", Allowed.NEVER);

        table.row(new Outcome(step, 200, wrong));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("free", "no_subscription").endsWith("FAILED");
        assertThat(lines.getLast()).contains("expected", "pro", "active", "20");
    }

    @Test
    void anotherAnswerIsAFailureWhateverCoreSays() {
        Outcome outcome = new Outcome(step, 500, step.expected().seen());

        assertThat(outcome.isAsExpected()).isFalse();
    }

    @Test
    void columnsStandBelowTheirHeads() {
        table.header("user_1");
        table.row(new Outcome(step, 200, Allowed.UNKNOWN));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        String head = lines.get(4);
        assertThat(lines.get(3).indexOf("what")).isEqualTo(head.indexOf("plan"));
        assertThat(lines.get(5).indexOf('?')).isEqualTo(head.indexOf("plan"));
    }
}
