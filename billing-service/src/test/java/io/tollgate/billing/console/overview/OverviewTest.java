package io.tollgate.billing.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first page: how it goes right now. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class OverviewTest {

    @BeforeEach
    void nothingAnywhere() {
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
        Inspect.run("DELETE FROM reconcile_run");
        CoreDouble.applies();
    }

    /** What is shown may be a moment old. */
    private static String soon(String path, String text) {
        Browser support = Browser.support();
        Inspect.until(path + " to say " + text, () -> support.read(path).contains(text));
        return support.read(path);
    }

    @Test
    void an_inbox_at_rest_looks_at_rest() {
        String page = soon("/console", "No lane waits.");

        assertThat(page)
                .contains(
                        "Nothing is parked for an operator.",
                        "breaker closed",
                        "none yet",
                        "hx-get=\"/console/live\"",
                        "Nothing is parked.");
    }

    @Test
    void what_waits_what_is_parked_and_the_last_minutes_are_told() {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body,"
                    + " received_at) SELECT 'evt_' || n, 'x', n, 'sub_1', CASE WHEN n <= 3 THEN"
                    + " 'parked' ELSE 'forwarded' END, CASE WHEN n <= 2 THEN 'no_plan' WHEN n = 3"
                    + " THEN 'thin_event' END, '\\x7b7d', now() - n * interval '1 minute' FROM"
                    + " generate_series(1, 100) AS n");
        Inspect.run(
                "INSERT INTO lane (id, arrivals, due_at, lease_until) VALUES ('sub_x', 1, now() -"
                        + " interval '5 minutes', now() + interval '1 hour')");
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, state, phase, finished_at) VALUES"
                        + " ('repair', 'schedule', 'finished', 'parked', now())");
        Inspect.run(
                "INSERT INTO reconcile_count SELECT id, 'never_delivered', 7 FROM reconcile_run");

        String page = soon("/console", "1 lane waits.");

        assertThat(page)
                .contains(
                        "2 events are parked for an operator.",
                        "oldest 5 min",
                        "href=\"/console/lanes/sub_x\">sub_x</a>",
                        "href=\"/console/lanes\"",
                        "/console/events?state=parked&amp;reason=no_plan",
                        "for information",
                        "7 differences",
                        "<rect class=\"forwarded\"",
                        "<rect class=\"parked\"")
                .doesNotContain("style=", "<script>");
        assertThat(soon("/console/live", "1 lane waits.")).doesNotContain("<html", "Sign out");
    }

    @Test
    void a_lane_that_fails_is_named_between_its_tries() {
        Inspect.run(
                "INSERT INTO lane (id, arrivals, due_at, lease_until, failing_since) VALUES"
                        + " ('sub_later', 1, now() + interval '1 hour', NULL, NULL),"
                        + " ('sub_fails', 1, now() + interval '1 hour', NULL,"
                        + " now() - interval '2 hours'), ('sub_in_work', 1,"
                        + " now() - interval '1 minute', now() + interval '1 hour', NULL)");

        assertThat(soon("/console", "oldest 2 h"))
                .contains("1 lane waits.", "href=\"/console/lanes/sub_fails\"");
    }

    @Test
    void a_page_is_small() {
        Browser support = Browser.support();
        String page = support.read("/console");
        long bytes = page.length();
        for (String name : new String[] {"console.css", "console.js", "htmx.min.js"}) {
            String path =
                    page.replaceAll("(?s).*\"(/console/assets/[0-9a-f]+/" + name + ")\".*", "$1");
            bytes += support.request().get(path).asByteArray().length;
        }

        assertThat(bytes).isLessThan(100_000);
    }
}
