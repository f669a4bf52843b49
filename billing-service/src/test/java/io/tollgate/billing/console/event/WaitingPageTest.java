package io.tollgate.billing.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lanes that wait, and why; none of them is one that a worker would take meanwhile. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class WaitingPageTest {

    private static final String PAGE = "/console/lanes";

    @BeforeEach
    @AfterEach
    void noLanes() {
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
    }

    private static void lane(
            String id,
            @Nullable String due,
            @Nullable String lease,
            @Nullable String failing,
            @Nullable String error) {
        Inspect.run(
                "INSERT INTO lane (id, arrivals, attempts, due_at, lease_until, failing_since,"
                        + " last_error) VALUES (?, 1, 7, now() + ?::interval, now() + ?::interval,"
                        + " now() + ?::interval, ?)",
                id,
                due,
                lease,
                failing,
                error);
    }

    @Test
    void nothing_waits() {
        lane("sub_rests", null, null, null, null);
        lane("sub_later", "1 hour", null, null, null);

        assertThat(Browser.support().read(PAGE))
                .contains("No lane waits.")
                .doesNotContain("sub_rests", "sub_later");
    }

    @Test
    void what_waits_longest_comes_first_with_what_went_wrong() {
        lane("sub_in_work", "-1 minute", "1 hour", null, null);
        lane("sub_fails", "1 hour", null, "-3 hours", "<b>status=503</b> code=none");
        lane("pi_1/<b>", "-2 minutes", "1 hour", null, null);

        String page = Browser.support().read(PAGE);

        assertThat(page)
                .containsSubsequence(
                        "href=\"/console/lanes/sub_fails\"",
                        ">7</td>",
                        "&lt;b&gt;status=503",
                        "href=\"/console/lanes/pi_1%2F%3Cb%3E\"",
                        "pi_1/&lt;b&gt;",
                        "href=\"/console/lanes/sub_in_work\"",
                        "in work")
                .doesNotContain("<b>", "rel=\"next\"");
    }

    @Test
    void a_long_list_goes_on_where_it_ended() {
        Inspect.run(
                "INSERT INTO lane (id, arrivals, due_at, failing_since) SELECT 'sub_n' || 1000 + n,"
                        + " 1, now() + interval '1 hour', date_trunc('minute', now())"
                        + " - (n / 70) * interval '1 minute' FROM generate_series(1, 120) AS n");
        Browser support = Browser.support();

        String first = support.read(PAGE);
        String second = support.read(Browser.next(first));
        String third = support.read(Browser.next(second));

        assertThat(first).contains("sub_n1070<", "sub_n1119<").doesNotContain("sub_n1120<");
        assertThat(second)
                .contains("sub_n1120<", "sub_n1001<", "sub_n1049<", "Longest waiting</a>");
        assertThat(third).contains("sub_n1050<", "sub_n1069<").doesNotContain("rel=\"next\"");
        for (String place : List.of("x", "1", "-1-sub", "1234567890123456789-sub")) {
            assertThat(support.open(PAGE + "?at=" + place).statusCode()).isEqualTo(400);
        }
    }
}
