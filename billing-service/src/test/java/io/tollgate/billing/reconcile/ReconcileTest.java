package io.tollgate.billing.reconcile;

import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.subscription;
import static io.tollgate.billing.Events.with;
import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.billing.StripeDouble;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe and core as they differ in each known way: what is reported, and what is set right. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class ReconcileTest {

    private static final long T = 1_700_000_000;
    private static final long MONTH = 2_592_000;

    /** Stripe's clock; everything else is a day older, out of the grace. */
    private static final long NOW = T + 86_400;

    private final StripeDouble stripe = StripeResource.stripe();

    @BeforeEach
    void nothingAnywhere() {
        Inspect.until(
                "the run before to end",
                () ->
                        "0"
                                .equals(
                                        Inspect.text(
                                                "SELECT count(*) FROM reconcile_run WHERE state ="
                                                        + " 'running'")));
        Inspect.run("DELETE FROM reconcile_run");
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
        stripe.reset();
        stripeLists(List.of(), List.of());
        stripe.holds("/v1/charges", list(false), NOW);
        CoreDouble.applies();
        CoreDouble.holds(List.of(), List.of());
    }

    private void stripeLists(List<JsonNode> subscriptions, List<JsonNode> events) {
        stripe.holds("/v1/subscriptions", list(false, subscriptions.toArray(JsonNode[]::new)), NOW);
        stripe.holds("/v1/events", list(false, events.toArray(JsonNode[]::new)), NOW);
        subscriptions.forEach(
                each -> stripe.holds("/v1/subscriptions/" + each.get("id").asText(), each, NOW));
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin()).contentType("application/json");
    }

    private static JsonPath run(String order) {
        int id =
                admin().body(order.replace('\'', '"'))
                        .post("/admin/reconcile")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        Inspect.until(
                "run " + id + " to end",
                () -> !"running".equals(admin().get("/admin/reconcile/" + id).path("state")));
        return admin().get("/admin/reconcile/" + id).then().extract().jsonPath();
    }

    private static List<String> found(JsonPath run) {
        return admin()
                .get("/admin/reconcile/" + run.getInt("id") + "/differences?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("data")
                .stream()
                .map(row -> row.get("subject") + " " + row.get("kind") + " " + row.get("repaired"))
                .toList();
    }

    private static ObjectNode running(String id) {
        return subscription(id, "cus_" + id, T, T + MONTH);
    }

    /** What core holds after it was told of a subscription as it is. */
    private static ObjectNode held(ObjectNode subscription) {
        String id = subscription.get("id").asText();
        return json(
                "{'subscription_id':'%s','customer_id':'cus_%s','user_id':'user_1',"
                    + "'plan_id':'price_pro_monthly','plan':'pro','price_mapped':true,'start_date':%d,"
                    + "'expiry_date':%d,'status':'%s','sequence':1,'occurred_at':%d,"
                    + "'items':[{'plan_id':'price_pro_monthly','quantity':1,"
                    + "'start_date':%d,'expiry_date':%d}],'updated_at':%d}",
                id, id, T, T + MONTH, subscription.get("status").asText(), T, T, T + MONTH, T);
    }

    private void known(String lane) {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, outcome, body)"
                    + " VALUES (?, 'customer.subscription.updated', 1, ?, 'forwarded', 'applied',"
                    + " '\\x7b7d')",
                id("evt"),
                lane);
        Inspect.run("INSERT INTO lane (id, arrivals) VALUES (?, 1)", lane);
    }

    @Test
    void what_agrees_is_no_difference_and_nothing_is_invented() {
        ObjectNode agreeing = running(id("sub"));
        known(agreeing.get("id").asText());
        ObjectNode young = with(running(id("sub")), s -> s.put("created", NOW - 10));
        ObjectNode inFlight = running(id("sub"));
        Inspect.run(
                "INSERT INTO lane (id, arrivals, due_at, lease_until)"
                        + " VALUES (?, 1, now(), now() + interval '1 hour')",
                inFlight.get("id").asText());
        ObjectNode youngEvent = event("customer.subscription.updated", NOW - 10, young);
        stripeLists(List.of(agreeing, young, inFlight), List.of(youngEvent));
        CoreDouble.holds(List.of(), List.of(held(agreeing)));

        JsonPath run = run("{'mode':'dry_run'}");

        assertThat(run.getString("state")).isEqualTo("finished");
        assertThat(run.getMap("differences")).isEmpty();
        assertThat(run.getInt("subscriptions_checked")).isEqualTo(3);
        assertThat(found(run)).isEmpty();
    }

    @Test
    void a_dry_run_tells_each_difference_with_its_cause_and_changes_nothing() {
        ObjectNode unseen = running(id("sub"));
        ObjectNode changed = with(running(id("sub")), s -> s.put("status", "paused"));
        ObjectNode failed = running(id("sub"));
        ObjectNode unlinked = running(id("sub"));
        ObjectNode unmapped = running(id("sub"));
        ObjectNode ofMissedEvent = running(id("sub"));
        Stream.of(changed, failed, unlinked, unmapped).forEach(s -> known(s.get("id").asText()));
        Inspect.run(
                "UPDATE inbox_event SET state = 'parked', reason = 'core_rejected', outcome = NULL"
                        + " WHERE lane = ?",
                failed.get("id").asText());
        ObjectNode missed = event("customer.subscription.created", T, ofMissedEvent);
        stripeLists(
                List.of(unseen, changed, failed, unlinked, unmapped, ofMissedEvent),
                List.of(missed));
        String gone = id("sub");
        CoreDouble.holds(
                List.of(held(running(gone))),
                List.of(
                        held(running(gone)),
                        held(with(changed.deepCopy(), s -> s.put("status", "active"))),
                        with(held(failed), v -> v.put("status", "past_due")),
                        with(held(unlinked), v -> v.putNull("user_id")),
                        with(held(unmapped), v -> v.put("price_mapped", false))));

        JsonPath run = run("{'mode':'dry_run'}");

        assertThat(found(run))
                .containsExactlyInAnyOrder(
                        unseen.get("id").asText() + " never_delivered false",
                        missed.get("id").asText() + " never_delivered false",
                        changed.get("id").asText() + " changed_at_stripe false",
                        failed.get("id").asText() + " failed_here false",
                        unlinked.get("id").asText() + " unknown_customer false",
                        unmapped.get("id").asText() + " unmapped_price false",
                        gone + " missing_at_stripe false");
        assertThat(run.getInt("differences.never_delivered")).isEqualTo(2);
        assertThat(Inspect.text("SELECT count(*) FROM lane WHERE due_at IS NOT NULL"))
                .isEqualTo("0");
        assertThat(
                        Inspect.text(
                                "SELECT count(*) FROM inbox_event WHERE event_id = ?",
                                missed.get("id").asText()))
                .isEqualTo("0");
    }

    @Test
    void a_repair_brings_what_was_missed_and_what_changed_to_core_through_the_lanes() {
        ObjectNode unseen = running(id("sub"));
        ObjectNode changed = with(running(id("sub")), s -> s.put("status", "paused"));
        known(changed.get("id").asText());
        ObjectNode ofMissedEvent = running(id("sub"));
        ObjectNode missed = event("customer.subscription.created", T, ofMissedEvent);
        stripeLists(List.of(unseen, changed, ofMissedEvent), List.of(missed));
        CoreDouble.holds(
                List.of(), List.of(held(with(changed.deepCopy(), s -> s.put("status", "active")))));

        JsonPath run = run("{'mode':'repair'}");

        assertThat(found(run))
                .contains(
                        unseen.get("id").asText() + " never_delivered true",
                        missed.get("id").asText() + " never_delivered true",
                        changed.get("id").asText() + " changed_at_stripe true");
        Inspect.awaitState(missed.get("id").asText(), "forwarded");
        for (ObjectNode each : List.of(unseen, changed, ofMissedEvent)) {
            String lane = each.get("id").asText();
            Inspect.awaitLaneIdle(lane);
            assertThat(CoreDouble.told(lane).getLast().get("status")).isEqualTo(each.get("status"));
        }
        admin().get("/admin/events/" + missed.get("id").asText())
                .then()
                .body("event.via", equalTo("reconcile"));
    }

    @Test
    void an_expired_subscription_is_looked_at_before_anything_else() {
        ObjectNode renewed = subscription(id("sub"), "cus_1", T + MONTH, T + 2 * MONTH);
        known(renewed.get("id").asText());
        stripeLists(List.of(renewed), List.of());
        CoreDouble.holds(List.of(held(renewed)), List.of(held(renewed)));

        JsonPath run = run("{'mode':'repair'}");

        assertThat(found(run)).hasSize(1);
        assertThat(stripe.asked().getFirst())
                .startsWith("/v1/subscriptions/" + renewed.get("id").asText());
        // Its worker asks Stripe as well.
        Inspect.awaitLaneIdle(renewed.get("id").asText());
    }

    @Test
    void what_was_given_up_waits_again_once_stripe_knows_it() {
        ObjectNode back = running(id("sub"));
        ObjectNode givenUp = event("customer.subscription.updated", T, back);
        String lost = id("evt");
        for (String[] row :
                new String[][] {
                    {givenUp.get("id").asText(), back.get("id").asText()}, {lost, id("sub")}
                }) {
            Inspect.run(
                    "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                            + " VALUES (?, 'customer.subscription.updated', ?, ?, 'parked',"
                            + " 'gave_up', convert_to(?, 'UTF8'))",
                    row[0],
                    T,
                    row[1],
                    givenUp.toString());
            Inspect.run("INSERT INTO lane (id, arrivals) VALUES (?, 1)", row[1]);
        }
        stripeLists(List.of(back), List.of());
        CoreDouble.holds(List.of(), List.of(held(back)));

        JsonPath run = run("{'mode':'repair'}");

        assertThat(found(run)).containsExactly(givenUp.get("id").asText() + " failed_here true");
        Inspect.awaitState(givenUp.get("id").asText(), "forwarded");
        assertThat(Inspect.text("SELECT state FROM inbox_event WHERE event_id = ?", lost))
                .isEqualTo("parked");
    }

    @Test
    void a_change_whose_event_may_still_come_is_no_difference() {
        ObjectNode changed = with(running(id("sub")), s -> s.put("status", "past_due"));
        known(changed.get("id").asText());
        stripeLists(
                List.of(changed),
                List.of(event("customer.subscription.updated", NOW - 10, changed)));
        CoreDouble.holds(
                List.of(), List.of(held(with(changed.deepCopy(), s -> s.put("status", "active")))));

        JsonPath run = run("{'mode':'repair'}");

        assertThat(run.getMap("differences")).isEmpty();
    }

    @Test
    void what_has_ended_on_both_sides_and_what_core_does_not_know_differ_in_nothing() {
        ObjectNode ended = with(running(id("sub")), s -> s.put("status", "incomplete_expired"));
        ObjectNode strange = with(running(id("sub")), s -> s.put("status", "frozen"));
        Stream.of(ended, strange).forEach(s -> known(s.get("id").asText()));
        stripeLists(List.of(ended, strange), List.of());
        CoreDouble.holds(
                List.of(),
                List.of(
                        with(held(ended), v -> v.put("status", "canceled")),
                        with(held(strange), v -> v.putArray("items"))));

        JsonPath run = run("{'mode':'dry_run'}");

        assertThat(run.getMap("differences")).isEmpty();
    }

    @Test
    void what_core_once_rejected_waits_again_once_core_agrees_with_stripe() {
        ObjectNode agreeing = running(id("sub"));
        ObjectNode differing = with(running(id("sub")), s -> s.put("status", "paused"));
        for (ObjectNode each : List.of(agreeing, differing)) {
            known(each.get("id").asText());
            Inspect.run(
                    "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                            + " VALUES (?, 'customer.subscription.updated', ?, ?, 'parked',"
                            + " 'core_rejected', convert_to(?, 'UTF8'))",
                    "evt_of_" + each.get("id").asText(),
                    T,
                    each.get("id").asText(),
                    event(
                                    "evt_of_" + each.get("id").asText(),
                                    "customer.subscription.updated",
                                    T,
                                    each)
                            .toString());
        }
        stripeLists(List.of(agreeing, differing), List.of());
        CoreDouble.holds(
                List.of(),
                List.of(
                        held(agreeing),
                        held(with(differing.deepCopy(), s -> s.put("status", "active")))));

        JsonPath run = run("{'mode':'dry_run'}");

        assertThat(found(run))
                .containsExactlyInAnyOrder(
                        "evt_of_" + agreeing.get("id").asText() + " failed_here false",
                        differing.get("id").asText() + " failed_here false");
    }

    @Test
    void a_cursor_that_stripe_has_forgotten_ends_the_list() {
        stripe.fails("/v1/events", 400, "invalid_request_error", "resource_missing");
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, phase, cursor, lease_until)"
                        + " VALUES ('dry_run', 'x', 'events', 'evt_long_ago', now())");

        Inspect.until(
                "the run to end",
                () -> "finished".equals(Inspect.text("SELECT state FROM reconcile_run LIMIT 1")));

        assertThat(Inspect.text("SELECT last_error FROM reconcile_run LIMIT 1")).isNull();
    }

    @Test
    void a_run_that_fails_for_too_long_ends_failed() {
        stripe.fails("/v1/subscriptions", 500, "api_error", "none");
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, phase, lease_until, failing_since)"
                        + " VALUES ('dry_run', 'x', 'subscriptions', now(),"
                        + " now() - interval '2 hours')");

        Inspect.until(
                "the run to end",
                () -> "failed".equals(Inspect.text("SELECT state FROM reconcile_run LIMIT 1")));

        assertThat(Inspect.text("SELECT last_error FROM reconcile_run LIMIT 1"))
                .isEqualTo("Stripe: status=500 code=none");
    }

    @Test
    void a_run_left_behind_is_taken_up_where_it_stood() {
        ObjectNode late = running(id("sub"));
        stripe.lists(
                "/v1/subscriptions",
                Map.of("", list(true, running("sub_first")), "sub_first", list(false, late)),
                NOW);
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, phase, cursor, token, lease_until,"
                        + " subscriptions_checked) VALUES ('dry_run', 'x', 'subscriptions',"
                        + " 'sub_first', 3, now() - interval '1 second', 1)");

        Inspect.until(
                "the run to end",
                () -> "finished".equals(Inspect.text("SELECT state FROM reconcile_run LIMIT 1")));

        assertThat(stripe.asked()).allMatch(url -> !url.startsWith("/v1/events"));
        assertThat(stripe.asked().getFirst()).contains("starting_after=sub_first");
        assertThat(Inspect.text("SELECT subscriptions_checked FROM reconcile_run LIMIT 1"))
                .isEqualTo("2");
        assertThat(Inspect.text("SELECT subject FROM reconcile_difference LIMIT 1"))
                .isEqualTo(late.get("id").asText());
    }

    @Test
    void with_stripe_away_the_run_waits_and_then_goes_on() {
        stripe.fails("/v1/events", 503, "api_error", "none");
        int id =
                admin().body("{\"mode\":\"dry_run\"}")
                        .post("/admin/reconcile")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        Inspect.until(
                "the failure to be shown",
                () ->
                        "Stripe: status=503 code=none"
                                .equals(admin().get("/admin/reconcile/" + id).path("last_error")));
        admin().body("{\"mode\":\"repair\"}")
                .post("/admin/reconcile")
                .then()
                .statusCode(409)
                .body("code", equalTo("reconcile_running"));

        stripeLists(List.of(), List.of());

        Inspect.until(
                "the run to end",
                () -> "finished".equals(admin().get("/admin/reconcile/" + id).path("state")));
    }

    @Test
    void the_next_run_looks_at_events_from_the_end_of_the_last_repair() {
        run("{'mode':'repair'}");
        run("{'mode':'dry_run'}");

        run("{'mode':'dry_run','all_events':true}");

        List<String> queries =
                stripe.asked().stream()
                        .filter(url -> url.startsWith("/v1/events"))
                        .filter(url -> url.contains("customer.created"))
                        .toList();
        long until = NOW - 300;
        assertThat(queries).hasSize(3);
        assertThat(queries.get(0)).doesNotContain("created%5B");
        assertThat(queries.get(1)).contains("created%5Bgte%5D=" + (until - 600));
        assertThat(queries.get(2)).doesNotContain("created%5B");
    }

    @Test
    void every_page_of_a_long_list_is_looked_at_once() {
        JsonNode[] all = new JsonNode[250];
        for (int i = 0; i < all.length; i++) {
            all[i] = running("sub_%03d_%s".formatted(i, id("x")));
        }
        stripe.lists(
                "/v1/subscriptions",
                Map.of(
                        "",
                        list(true, Stream.of(all).limit(100).toArray(JsonNode[]::new)),
                        all[99].get("id").asText(),
                        list(true, Stream.of(all).skip(100).limit(100).toArray(JsonNode[]::new)),
                        all[199].get("id").asText(),
                        list(false, Stream.of(all).skip(200).toArray(JsonNode[]::new))),
                NOW);

        JsonPath run = run("{'mode':'dry_run'}");

        assertThat(run.getInt("subscriptions_checked")).isEqualTo(250);
        assertThat(run.getInt("differences.never_delivered")).isEqualTo(250);
    }

    @Test
    void an_order_that_makes_no_sense_is_refused() {
        for (String body : List.of("{}", "{\"mode\":\"now\"}", "{\"mode\":7}", "[")) {
            admin().body(body)
                    .post("/admin/reconcile")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"));
        }
        admin().get("/admin/reconcile/x").then().statusCode(400);
        admin().get("/admin/reconcile/999999").then().statusCode(404);
        given().auth().oauth2(TestTokens.user("u")).get("/admin/reconcile").then().statusCode(403);
        given().get("/admin/reconcile").then().statusCode(401);
    }

    @Test
    void a_delivery_of_what_reconcile_brought_is_a_duplicate() {
        ObjectNode subject = running(id("sub"));
        ObjectNode missed = event("customer.subscription.created", T, subject);
        stripeLists(List.of(subject), List.of(missed));
        run("{'mode':'repair'}");
        Inspect.awaitState(missed.get("id").asText(), "forwarded");

        Stripe.deliver(missed).then().statusCode(200).body("duplicate", equalTo(true));
    }
}
