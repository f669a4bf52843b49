package io.tollgate.billing.reconcile;

import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.charge;
import static io.tollgate.billing.Events.dispute;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.intent;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.refund;
import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.StripeDouble;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments of orders as they differ between Stripe and core: found, and looked at again. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class PaymentReconcileTest {

    private static final long NOW = 1_700_086_400;

    private final StripeDouble stripe = StripeResource.stripe();
    private final String intent = id("pi");

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
        for (String path : List.of("subscriptions", "events", "charges", "refunds", "disputes")) {
            stripe.holds("/v1/" + path, list(false), NOW);
        }
        CoreDouble.applies();
        CoreDouble.holds(List.of(), List.of());
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin()).contentType("application/json");
    }

    /** A dry run's differences: kind and what differs. */
    private static Map<String, String> dryRun() {
        int run =
                admin().body("{\"mode\":\"dry_run\"}")
                        .post("/admin/reconcile")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        Inspect.until(
                "run " + run + " to end",
                () -> !"running".equals(admin().get("/admin/reconcile/" + run).path("state")));
        JsonPath found =
                admin().get("/admin/reconcile/" + run + "/differences")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        return found.<Map<String, String>>getList("data").stream()
                .collect(
                        Collectors.toMap(
                                row -> row.get("subject"),
                                row -> row.get("kind") + ": " + row.get("detail")));
    }

    private ObjectNode held(String status, long received, long refunded) {
        return json(
                "{'payment_intent_id':'%s','order_id':42,'order_status':'awaiting_payment',"
                        + "'attempt':1,'user_id':'user-1','status':'%s','currency':'usd',"
                        + "'amount':1900,'amount_received':%d,'amount_refunded':%d,"
                        + "'failure_code':null,'refunds':[],'disputes':[],'review':[],"
                        + "'sequence':1,'created_at':1,'updated_at':1}",
                intent, status, received, refunded);
    }

    private void stripeHas(String status, long refunded, boolean disputed) {
        ObjectNode now = intent(intent, status);
        if (status.equals("succeeded")) {
            JsonNode charge = charge(intent, refunded).put("disputed", disputed);
            now.set("latest_charge", charge);
            stripe.holds("/v1/charges", list(false, charge), NOW);
        }
        stripe.holds("/v1/payment_intents/" + intent, now, NOW);
    }

    @Test
    void a_payment_core_never_heard_of_is_found() {
        stripeHas("succeeded", 0, false);
        CoreDouble.holdsPayments(held("opened", 0, 0));

        assertThat(dryRun().get(intent))
                .startsWith("never_delivered: status: Stripe succeeded, core opened; received:");
    }

    @Test
    void a_payment_that_agrees_is_no_difference() {
        stripeHas("succeeded", 0, false);
        CoreDouble.holdsPayments(held("succeeded", 1900, 0));

        assertThat(dryRun()).isEmpty();
    }

    @Test
    void an_intent_nobody_has_touched_is_as_core_opened_it() {
        stripeHas("requires_payment_method", 0, false);
        CoreDouble.holdsPayments(held("opened", 0, 0));

        assertThat(dryRun()).isEmpty();
    }

    @Test
    void a_refund_that_was_missed_is_found_by_its_charge() {
        stripeHas("succeeded", 700, false);
        stripe.holds("/v1/refunds", list(false, refund("re_1", intent, 700, "succeeded")), NOW);
        CoreDouble.holdsPayments(held("succeeded", 1900, 0));

        assertThat(dryRun().get(intent)).contains("refunded: Stripe 700, core 0");
    }

    @Test
    void a_dispute_that_was_missed_is_found_by_its_charge() {
        stripeHas("succeeded", 0, true);
        stripe.holds("/v1/disputes", list(false, dispute("du_1", intent, "lost")), NOW);
        CoreDouble.holdsPayments(held("succeeded", 1900, 0));

        assertThat(dryRun().get(intent)).contains("disputes: Stripe {du_1=lost}, core {}");
    }

    @Test
    void a_dispute_that_was_won_late_is_found_by_its_charge() {
        stripeHas("succeeded", 0, true);
        stripe.holds("/v1/disputes", list(false, dispute("du_1", intent, "won")), NOW);
        ObjectNode lost = held("succeeded", 1900, 0);
        lost.putArray("disputes")
                .addObject()
                .put("dispute_id", "du_1")
                .put("amount", 1900)
                .put("status", "lost");
        CoreDouble.holdsPayments(lost);

        assertThat(dryRun().get(intent)).contains("disputes: Stripe {du_1=won}, core {du_1=lost}");
    }

    @Test
    void a_payment_under_review_is_shown_to_a_person() {
        stripeHas("succeeded", 0, false);
        ObjectNode odd = held("succeeded", 1900, 0);
        odd.putArray("review").add("amount_differs");
        CoreDouble.holdsPayments(odd);

        assertThat(dryRun()).containsEntry(intent, "under_review: amount_differs");
    }

    @Test
    void a_charge_of_an_invoice_is_passed_over() {
        ObjectNode invoices = charge(intent, 0);
        invoices.set("metadata", json("{}"));
        stripe.holds("/v1/charges", list(false, invoices), NOW);

        assertThat(dryRun()).isEmpty();
        assertThat(stripe.asked()).noneMatch(url -> url.startsWith("/v1/payment_intents"));
    }

    @Test
    void a_payment_stripe_does_not_know_is_for_a_person() {
        stripe.fails(
                "/v1/payment_intents/" + intent, 404, "invalid_request_error", "resource_missing");
        CoreDouble.holdsPayments(held("opened", 0, 0));

        assertThat(dryRun()).containsEntry(intent, "missing_at_stripe: core holds it as opened");
    }

    /** A parked event of a lane; its id. */
    private static String parked(String lane, String type, String reason) {
        String event = id("evt");
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                        + " VALUES (?, ?, 1, ?, 'parked', ?, '\\x7b7d')",
                event,
                type,
                lane,
                reason);
        return event;
    }

    @Test
    void a_parked_payment_event_waits_again_once_stripe_knows_the_payment() {
        stripeHas("processing", 0, false);
        String givenUp = parked(intent, "payment_intent.processing", "gave_up");
        String other = id("pi");
        stripe.holds("/v1/payment_intents/" + other, intent(other, "processing"), NOW);
        String early = parked(other, "charge.dispute.created", "payment_unknown");
        String lost = parked(id("pi"), "payment_intent.processing", "gave_up");

        assertThat(dryRun())
                .containsEntry(givenUp, "failed_here: payment_intent.processing is parked: gave_up")
                .containsKey(early)
                .doesNotContainKey(lost);
        assertThat(stripe.asked()).noneMatch(url -> url.startsWith("/v1/subscriptions/"));
    }

    @Test
    void a_payment_event_core_once_rejected_waits_again_once_core_agrees_with_stripe() {
        stripeHas("processing", 0, false);
        String rejected = parked(intent, "payment_intent.processing", "core_rejected");
        CoreDouble.holdsPayments(held("processing", 0, 0));

        assertThat(dryRun()).containsOnlyKeys(rejected);
    }

    @Test
    void a_payment_event_stays_parked_while_core_disagrees() {
        stripeHas("processing", 0, false);
        String rejected = parked(intent, "payment_intent.processing", "core_rejected");

        assertThat(dryRun()).doesNotContainKey(rejected);
    }

    @Test
    void what_was_given_up_of_a_customer_or_a_charge_waits_again_and_asks_nobody() {
        String customer = parked(id("cus"), "customer.deleted", "gave_up");
        String charge = parked(id("ch"), "charge.refunded", "gave_up");
        String unreadable = parked(id("ch"), "charge.refunded", "unknown_shape");

        assertThat(dryRun()).containsOnlyKeys(customer, charge).doesNotContainKey(unreadable);
        assertThat(stripe.asked()).noneMatch(url -> url.matches("/v1/\\w+/(cus|ch)_.*"));
    }

    /** A repair that ended hours after the one before it, up to the grace. */
    private static void repaired(long hoursBefore) {
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, state, phase, events_until)"
                        + " VALUES ('repair', 'x', 'finished', 'parked', ?)",
                NOW - hoursBefore * 3600);
    }

    private ObjectNode opened(String intent, long at) {
        return held("opened", 0, 0).put("payment_intent_id", intent).put("created_at", at);
    }

    @Test
    void a_payment_opened_long_ago_is_asked_for_once_a_day_and_a_new_one_by_every_run() {
        List<String> old = Stream.generate(() -> id("pi")).limit(100).toList();
        String young = id("pi");
        List<JsonNode> open = new ArrayList<>(old.stream().map(pi -> opened(pi, 1)).toList());
        open.add(opened(young, Instant.now().getEpochSecond()));
        CoreDouble.holdsPayments(open.toArray(JsonNode[]::new));

        repaired(1);
        dryRun();

        // An hour's share: a twentieth or so.
        assertThat(askedOf(old)).isLessThan(25);
        assertThat(askedOf(List.of(young))).isOne();
        Inspect.run("DELETE FROM reconcile_run");
        repaired(24);
        dryRun();
        assertThat(askedOf(old)).isGreaterThanOrEqualTo(100);
    }

    private long askedOf(List<String> intents) {
        return stripe.asked().stream()
                .filter(url -> intents.stream().anyMatch(url::contains))
                .distinct()
                .count();
    }
}
