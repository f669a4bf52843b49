package io.tollgate.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stripe.Ids;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Table table = new Table(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final Script script =
            Script.at(Instant.EPOCH.plusSeconds(1_800_000_000L), new Ids(new Random(1)));

    @Test
    void aStepThatWentWrongShowsWhatWasExpected() {
        Step step = script.steps().get(2);
        Allowed wrong = new Allowed("free", "-", "3", "no_subscription", Allowed.NEVER);

        table.row(new Outcome(step, 200, wrong, true));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("free", "no_subscription").endsWith("FAILED");
        assertThat(lines.getLast()).contains("expected", "pro", "active", "20");
    }

    @Test
    void anEventThatWasNeverDealtWithIsAFailure() {
        Step step = script.steps().get(1);

        Outcome outcome = new Outcome(step, 200, step.expected().allowed(), false);

        assertThat(outcome.isAsExpected()).isFalse();
    }

    @Test
    void columnsStandBelowTheirHeads() {
        table.header(script);
        table.row(new Outcome(script.steps().get(1), 200, Allowed.UNKNOWN, true));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        String head = lines.get(4);
        assertThat(lines.get(3).indexOf("what")).isEqualTo(head.indexOf("plan"));
        assertThat(lines.get(5).indexOf('?')).isEqualTo(head.indexOf("plan"));
    }
}
