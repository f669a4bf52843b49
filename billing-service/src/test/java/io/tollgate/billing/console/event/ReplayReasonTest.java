package io.tollgate.billing.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that is parked for a reason is replayed after one question, and kept as one action. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ReplayReasonTest {

    private static final String ASK = "/console/replays/reasons/no_plan";
    private static final String EVENTS = "/console/events?state=parked&reason=no_plan";

    @BeforeEach
    @AfterEach
    void emptyInbox() {
        Inspect.run("DROP TRIGGER IF EXISTS refuse ON inbox_event");
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
        Inspect.run("DELETE FROM operator_action");
        CoreDouble.applies();
    }

    /** Bodies that still lead nowhere: they stay as they are, and are counted. */
    private static void parked(int events) {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                        + " SELECT 'evt_' || n, 'x', n, 'sub_1', 'parked', 'no_plan', '\\x7b7d'"
                        + " FROM generate_series(1, ?) AS n",
                events);
    }

    private static @Nullable String kept() {
        return Inspect.text(
                "SELECT string_agg(concat_ws(' ', action, outcome, detail ->> 'replayed',"
                        + " detail ->> 'unusable'), '; ' ORDER BY id) FROM operator_action");
    }

    @Test
    void one_answer_replays_more_than_one_step() {
        parked(1_620);
        Browser admin = Browser.admin();
        assertThat(admin.read(ASK)).contains("<strong>1,620", "all 1,620 of them", "Replay 1,620");

        Response done = admin.submit(ASK, ASK, Map.of("after", "0"));

        assertThat(done.header("Location")).isEqualTo(EVENTS);
        assertThat(admin.read(EVENTS)).contains("1620 stay as they are");
        assertThat(kept()).isEqualTo("replay_reason done 0 1620");
    }

    @Test
    void beyond_ten_thousand_it_is_asked_again_for_what_is_left() {
        parked(10_130);
        Browser admin = Browser.admin();
        assertThat(admin.read(ASK))
                .contains("More than 10,000", "next 10,000 of them", "asked again for the rest");

        Response first = admin.submit(ASK, ASK, Map.of("after", "0"));

        String rest = first.header("Location");
        assertThat(rest).startsWith(ASK + "?after=");
        assertThat(admin.read(rest))
                .contains("10000 stay as they are", "<strong>130</strong> events are left")
                .contains("all 130 of them", "Replay 130");
        String after = rest.replaceAll(".*after=", "");
        assertThat(admin.submit(rest, ASK, Map.of("after", after)).header("Location"))
                .isEqualTo(EVENTS);
        assertThat(kept()).isEqualTo("replay_reason done 0 10000; replay_reason done 0 130");
    }

    @Test
    void where_a_step_fails_what_was_done_before_is_told_and_the_rest_asked_for() {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                    + " SELECT 'evt_' || n, 'customer.subscription.updated', n, 'sub_1', 'parked',"
                    + " 'no_plan', convert_to('{\"id\":\"evt_' || n ||"
                    + " '\",\"object\":\"event\",\"type\":\"customer.subscription.updated\",\"created\":'"
                    + " || n || ',"
                    + "\"livemode\":false,\"data\":{\"object\":{\"id\":\"sub_1\",\"object\":\"subscription\"}}}',"
                    + " 'UTF8') FROM generate_series(1, 620) AS n");
        Inspect.run(
                "CREATE OR REPLACE FUNCTION refuse_600() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                    + " IF NEW.event_id = ''evt_600'' THEN RAISE division_by_zero; END IF; RETURN"
                    + " NEW; END'");
        Inspect.run(
                "CREATE TRIGGER refuse BEFORE UPDATE ON inbox_event FOR EACH ROW"
                        + " EXECUTE FUNCTION refuse_600()");
        Browser admin = Browser.admin();

        Response done = admin.submit(ASK, ASK, Map.of("after", "0"));

        assertThat(done.header("Location")).startsWith(ASK + "?after=");
        assertThat(admin.read(done.header("Location")))
                .contains("500 events wait again. There are more.", "<strong>120</strong>");
        assertThat(kept()).isEqualTo("replay_reason done 500 0");
    }

    @Test
    void what_parks_nothing_is_not_replayed() {
        Browser admin = Browser.admin();

        for (String word : new String[] {"nonsense", "customer_event"}) {
            assertThat(admin.open("/console/replays/reasons/" + word).statusCode()).isEqualTo(400);
        }
        assertThat(admin.read(ASK)).contains("<strong>0</strong>").doesNotContain("Replay 0");
    }
}
