package io.tollgate.billing.console.event;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.testing.TestEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of events and lanes: what they show, find, and set going again. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class EventsPageTest {

    @BeforeEach
    void emptyInbox() {
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
        Inspect.run("DELETE FROM operator_action");
        CoreDouble.applies();
    }

    private static ObjectNode change(String subscription) {
        return Events.event(
                "customer.subscription.updated",
                100,
                Events.subscription(subscription, id("cus"), 1, 2));
    }

    private static String delivered(ObjectNode event) {
        Stripe.deliver(event).then().statusCode(200);
        return event.get("id").textValue();
    }

    private static void row(String event, String type, String state, @Nullable String reason) {
        row(event, type, state, reason, "now() - interval '1 minute'");
    }

    private static void row(
            String event, String type, String state, @Nullable String reason, String at) {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body,"
                        + " received_at, settled_at) VALUES (?, ?, 100, ?, ?, ?, '\\x7b7d', "
                        + at
                        + ", now())",
                event,
                type,
                "sub_of_" + event,
                state,
                reason);
    }

    @Test
    void an_event_is_told_from_its_arrival_until_core_knew() {
        String lane = id("sub");
        String event = delivered(change(lane));
        Inspect.awaitState(event, "forwarded");

        String page = Browser.support().read("/console/events/" + event);

        assertThat(page)
                .contains(
                        "Made at Stripe",
                        "1970-01-01 00:01:40",
                        "by webhook",
                        "Claimed by a worker",
                        "with sequence 1, attempt 1",
                        "Forwarded to core",
                        "outcome applied",
                        "/console/lanes/" + lane,
                        "&quot;object&quot; : &quot;subscription&quot;")
                .doesNotContain("Stripe asked", "Replay");
        assertThat(Browser.admin().read("/console/events/" + event))
                .contains("/console/replays/events/" + event);
    }

    @Test
    void a_lane_shows_how_it_stands_and_its_events_in_stripes_order() {
        String lane = id("sub");
        ObjectNode newer = change(lane);
        newer.put("created", 300);
        String second = delivered(newer);
        String first = delivered(change(lane));
        Inspect.awaitState(first, "forwarded");
        Inspect.awaitState(second, "forwarded");

        String page = Browser.support().read("/console/lanes/" + lane);

        assertThat(page).contains("nothing waits", "What core was last told", "Sequence");
        assertThat(page.indexOf(second)).isPositive().isLessThan(page.indexOf(first));
        assertThat(Browser.support().open("/console/lanes/sub_nowhere").statusCode())
                .isEqualTo(404);
        assertThat(Browser.support().open("/console/events/evt_nowhere").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_lane_with_many_events_is_paged() {
        for (int i = 0; i < 60; i++) {
            Inspect.run(
                    "INSERT INTO inbox_event (event_id, type, created, lane, state, body)"
                            + " VALUES (?, 'x', ?, 'sub_many', 'forwarded', '\\x7b7d')",
                    "evt_n%02d_".formatted(i),
                    (long) (i / 2));
        }

        String page = Browser.support().read("/console/lanes/sub_many");
        String older = Browser.next(page);

        assertThat(page).contains("evt_n59_", "evt_n10_").doesNotContain("evt_n09_");
        assertThat(Browser.support().read(older))
                .contains("evt_n09_", "evt_n00_")
                .doesNotContain("evt_n10_", "rel=\"next\"");
    }

    @Test
    void what_stripe_or_anybody_wrote_arrives_as_text() {
        String evil = "<script>alert('x')</script>\"><img src=x onerror=\"y\">";
        ObjectNode event = change(id("sub"));
        ((ObjectNode) event.at("/data/object/metadata")).put("note", evil + " ü 漢 {page.token}");
        String ok = delivered(event);
        Inspect.awaitState(ok, "forwarded");
        String wrongId = "evt_<b>'\"&/?#%00ü";
        row(wrongId, evil, "parked", "no_plan");
        Inspect.run(
                "INSERT INTO lane (id, arrivals, last_error, cause) VALUES (?, 1, ?, ?)",
                "sub_of_" + wrongId,
                evil,
                evil);

        Browser admin = Browser.admin();
        String list = admin.read("/console/events?state=parked&type=&lane=");
        String link = list.replaceAll("(?s).*href=\"(/console/events/evt_[^\"]+)\".*", "$1");
        for (String page :
                new String[] {
                    list,
                    admin.request().urlEncodingEnabled(false).get(link).asString(),
                    admin.request()
                            .urlEncodingEnabled(false)
                            .get(link.replace("events/evt_", "lanes/sub_of_evt_"))
                            .asString(),
                    admin.read("/console/events/" + ok),
                    admin.request()
                            .queryParam("type", evil)
                            .queryParam("lane", evil)
                            .queryParam("customer", evil)
                            .get("/console/events")
                            .asString()
                }) {
            assertThat(page)
                    .contains("Sign out", "&lt;script&gt;")
                    .doesNotContain("<script>alert", "<img src=x", "<b>'");
        }
        assertThat(admin.read("/console/events/" + ok)).contains("ü 漢 {page.token}");
    }

    @Test
    void each_filter_finds_what_it_says() {
        row("evt_a_", "invoice.paid", "forwarded", null, "now() - interval '3 hours'");
        row("evt_b_", "invoice.paid", "parked", "no_plan", "now() - interval '2 hours'");
        row("evt_c_", "customer.created", "ignored", "customer_event", "now() - interval '1 hour'");
        row("evt_d_", "customer.created", "parked", "gave_up", "now()");
        Browser support = Browser.support();

        assertThat(found(support, "")).isEqualTo("dcba");
        assertThat(found(support, "type=invoice.paid")).isEqualTo("ba");
        assertThat(found(support, "state=parked")).isEqualTo("db");
        assertThat(found(support, "state=ignored")).isEqualTo("c");
        assertThat(found(support, "state=pending")).isEmpty();
        assertThat(found(support, "reason=no_plan")).isEqualTo("b");
        assertThat(found(support, "reason=customer_event")).isEqualTo("c");
        assertThat(found(support, "state=forwarded&reason=no_plan")).isEmpty();
        assertThat(found(support, "state=parked&type=customer.created")).isEqualTo("d");
        assertThat(found(support, "lane=sub_of_evt_b_")).isEqualTo("b");
        assertThat(found(support, "lane=sub_of_evt_b_&state=forwarded")).isEmpty();
        String from = time("now() - interval '150 minutes'");
        String to = time("now() - interval '30 minutes'");
        assertThat(found(support, "from=" + from)).isEqualTo("dcb");
        assertThat(found(support, "to=" + to)).isEqualTo("cba");
        assertThat(found(support, "from=" + from + "&to=" + to + "&state=parked")).isEqualTo("b");
        assertThat(found(support, "from=2999-01-01T00:00")).isEmpty();
    }

    private static String time(String sql) {
        return String.valueOf(
                Inspect.text(
                        "SELECT to_char(("
                                + sql
                                + ") AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI')"));
    }

    private static String found(Browser browser, String query) {
        return browser.read("/console/events" + (query.isEmpty() ? "" : "?" + query))
                .lines()
                .filter(line -> line.contains("href=\"/console/events/evt_"))
                .map(line -> line.replaceAll(".*evt_([a-z])_\".*", "$1"))
                .reduce("", String::concat);
    }

    @Test
    void a_filter_that_makes_no_sense_is_a_400_that_names_it() {
        Browser support = Browser.support();
        for (String field : new String[] {"state", "reason", "from", "to", "at"}) {
            Response answer = support.open("/console/events?" + field + "=nonsense");

            assertThat(answer.statusCode()).as(field).isEqualTo(400);
            assertThat(answer.asString()).contains(field + " is n");
        }
    }

    @Test
    void a_time_outside_of_the_calendar_is_a_400_and_one_at_its_edge_is_searched() {
        Browser support = Browser.support();
        for (String time :
                new String[] {
                    "%2B1000000000-12-31T23:59:59Z",
                    "%2B10000-01-01T00:00",
                    "-1000000000-01-01T00:00:00Z",
                    "-0001-12-31T23:59",
                }) {
            Response answer =
                    support.request()
                            .urlEncodingEnabled(false)
                            .get("/console/events?from=" + time + "&to=" + time);

            assertThat(answer.statusCode()).as(time).isEqualTo(400);
            assertThat(answer.asString()).contains("from is no time such as");
        }
        assertThat(support.read("/console/events?from=0000-01-01T00:00&to=9999-12-31T23:59"))
                .contains("No events that fit");
    }

    @Test
    void a_long_list_goes_on_and_a_search_in_vain_says_how_far_it_looked() {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, body)"
                        + " SELECT 'evt_' || n, 'invoice.paid', n, 'sub_1', 'forwarded', '\\x7b7d'"
                        + " FROM generate_series(1, 11000) AS n");
        Browser support = Browser.support();

        String page = support.read("/console/events?type=invoice.paid");
        String older = Browser.next(page);
        String vain = support.read("/console/events?state=ignored");
        String further = Browser.next(vain);

        assertThat(page).contains("evt_11000\"", "evt_10951\"").doesNotContain("evt_10950\"");
        assertThat(support.read("/console/events?type=nonsense")).doesNotContain("Older<");
        assertThat(older).contains("type=invoice.paid");
        assertThat(support.read(older)).contains("evt_10950\"", "evt_10901\"");
        assertThat(vain).contains("older ones are there");
        assertThat(support.read(further)).contains("No events that fit").doesNotContain("Older<");
    }

    @Test
    void a_customers_events_are_those_of_their_subscriptions_too() {
        row("evt_a_", "x", "forwarded", null);
        row("evt_b_", "x", "forwarded", null);
        Inspect.run("UPDATE inbox_event SET lane = 'cus_1' WHERE event_id = 'evt_b_'");
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo("/internal/subscriptions"))
                                .withQueryParam("customer_id", equalTo("cus_1"))
                                .willReturn(
                                        okJson(
                                                "{\"data\":[{\"subscription_id\":\"sub_of_evt_a_\"}],"
                                                    + "\"next\":null}")));

        assertThat(found(Browser.support(), "customer=cus_1")).isEqualTo("ba");

        CoreDouble.core()
                .register(get(urlPathEqualTo("/internal/subscriptions")).willReturn(serverError()));

        assertThat(Browser.support().read("/console/events?customer=cus_1"))
                .contains("cannot be asked", "evt_b_")
                .doesNotContain("evt_a_");
    }

    @Test
    void every_reason_is_explained_with_what_to_do() {
        for (Reason reason : Reason.values()) {
            row("evt_" + reason.wire(), "x", reason.state().wire(), reason.wire());

            assertThat(Browser.support().read("/console/events/evt_" + reason.wire()))
                    .contains(reason.wire().replace('_', ' ') + ".</strong>");
        }
    }

    @Test
    void an_operator_replays_one_event_after_a_question() {
        CoreDouble.answers(400, "{'code':'invalid_request'}");
        String event = delivered(change(id("sub")));
        Inspect.awaitState(event, "parked");
        CoreDouble.applies();
        Browser admin = Browser.admin();
        String ask = "/console/replays/events/" + event;

        assertThat(admin.read(ask)).contains("will wait again");
        Response done = admin.submit(ask, ask, Map.of());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo("/console/events/" + event);
        assertThat(admin.read("/console/events/" + event)).contains("The event waits again");
        assertThat(admin.read("/console/events/" + event)).doesNotContain("The event waits again");
        Inspect.awaitState(event, "forwarded");
        assertThat(kept()).isEqualTo("admin admin console replay " + event + " done");
    }

    private static @Nullable String kept() {
        return Inspect.text(
                "SELECT string_agg(concat_ws(' ', who, role, via, action, subject, outcome), '; '"
                        + " ORDER BY id) FROM operator_action");
    }

    @Test
    void support_may_look_and_not_act() {
        row("evt_a_", "x", "parked", "no_plan");
        Browser support = Browser.support();

        assertThat(support.read("/console/events?reason=no_plan"))
                .doesNotContain("/console/replays");
        assertThat(support.open("/console/replays/events/evt_a_").statusCode()).isEqualTo(403);
        for (String path :
                new String[] {
                    "/console/replays/events/evt_a_",
                    "/console/replays/reasons/no_plan",
                    "/console/reconcile"
                }) {
            Response refused =
                    support.submit(
                            "/console/events", path, Map.of("mode", "dry_run", "after", "0"));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.asString()).contains("Your role allows looking, not acting.");
        }
        assertThat(kept()).isNull();
    }

    @Test
    void without_the_pages_token_nothing_is_replayed() {
        row("evt_a_", "x", "parked", "no_plan");

        Response refused = Browser.admin().send("/console/replays/events/evt_a_", Map.of());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(kept()).isNull();
    }
}
