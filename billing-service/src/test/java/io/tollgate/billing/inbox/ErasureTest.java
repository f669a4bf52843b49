package io.tollgate.billing.inbox;

import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One person's data goes, everywhere it stands, and nobody else's. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ErasureTest {

    private final String customer = id("cus");
    private final String user = id("user");

    @Inject Erasure erasure;

    @BeforeEach
    void coreApplies() {
        CoreDouble.applies();
    }

    private static String delivered(String type, ObjectNode object) {
        ObjectNode event = Events.event(type, 100, object);
        Stripe.deliver(event).then().statusCode(200);
        return event.get("id").textValue();
    }

    private static String settled(String type, ObjectNode object) {
        String event = delivered(type, object);
        Inspect.until(
                event + " to be settled",
                () ->
                        !"pending"
                                .equals(
                                        Inspect.text(
                                                "SELECT state FROM inbox_event WHERE event_id = ?",
                                                event)));
        return event;
    }

    private ObjectNode theCustomer(String id) {
        return json(
                "{'object':'customer','id':'%s','email':'ada@example.test','name':'Ada'}"
                        .formatted(id));
    }

    private ObjectNode aCharge(String customerField, String userId) {
        ObjectNode charge = Events.charge(id("pi"), 0);
        charge.setAll(
                json(
                        "{'customer':%s,'billing_details':{'email':'ada@example.test'},"
                                + "'metadata':{'user_id':'%s'}}",
                        customerField, userId));
        return charge;
    }

    private static long bytes(String event) {
        return Long.parseLong(
                Inspect.text(
                        "SELECT octet_length(body)::text FROM inbox_event WHERE event_id = ?",
                        event));
    }

    private static ValidatableResponse erase(String order) {
        return given().auth()
                .oauth2(TestTokens.admin())
                .contentType(ContentType.JSON)
                .body(json(order).toString())
                .post("/admin/erasures")
                .then();
    }

    /** Follows {@code next} to the end; the sum of what was erased. */
    private static int eraseAll(String person) {
        int erased = 0;
        Integer next = 0;
        while (next != null) {
            ValidatableResponse answer =
                    erase("{%s,'after':%d}".formatted(person, next)).statusCode(200);
            erased += answer.extract().jsonPath().getInt("erased");
            next = answer.extract().jsonPath().get("next");
        }
        return erased;
    }

    @Test
    void every_event_that_tells_of_the_customer_loses_its_bytes() {
        String lane = id("sub");
        List<String> theirs =
                List.of(
                        settled("customer.updated", theCustomer(customer)),
                        settled("charge.succeeded", aCharge("'" + customer + "'", "x")),
                        settled("charge.succeeded", aCharge(theCustomer(customer).toString(), "x")),
                        settled(
                                "customer.subscription.updated",
                                Events.subscription(lane, customer, 1, 2)));
        String anothers = settled("customer.updated", theCustomer(customer + "9"));
        String mentions =
                settled(
                        "customer.updated",
                        theCustomer(id("cus")).put("description", "friend of " + customer));

        assertThat(eraseAll("'customer_id':'%s'".formatted(customer))).isEqualTo(4);

        assertThat(theirs).allMatch(event -> bytes(event) == 0);
        assertThat(bytes(anothers)).isPositive();
        assertThat(bytes(mentions)).isPositive();
        assertThat(eraseAll("'customer_id':'%s'".formatted(customer))).isZero();
        given().auth()
                .oauth2(TestTokens.admin())
                .get("/admin/events/" + theirs.getFirst())
                .then()
                .statusCode(200)
                .body("event.event_id", equalTo(theirs.getFirst()))
                .body("body", equalTo(null));
    }

    @Test
    void who_paid_without_a_customer_is_found_by_the_user() {
        String charge = settled("charge.succeeded", aCharge("null", user + " é\\\"/"));
        String another = settled("charge.succeeded", aCharge("null", user));

        assertThat(eraseAll("'user_id':'%s'".formatted(user + " é\\\"/"))).isEqualTo(1);

        assertThat(bytes(charge)).isZero();
        assertThat(bytes(another)).isPositive();
    }

    @Test
    void a_repeat_brings_nothing_back() {
        ObjectNode event = Events.event("customer.updated", 100, theCustomer(customer));
        Stripe.deliver(event).then().statusCode(200);
        String name = event.get("id").textValue();
        Inspect.until(
                "it to be settled",
                () ->
                        !"pending"
                                .equals(
                                        Inspect.text(
                                                "SELECT state FROM inbox_event WHERE event_id = ?",
                                                name)));
        eraseAll("'customer_id':'%s'".formatted(customer));

        Stripe.deliver(event).then().statusCode(200);

        assertThat(bytes(name)).isZero();
    }

    @Test
    void what_still_waits_is_counted_and_kept() {
        CoreDouble.answers(503, "{}");
        String waits =
                delivered(
                        "customer.subscription.updated",
                        Events.subscription(id("sub"), customer, 1, 2));

        erase("{'customer_id':'%s','after':%d}".formatted(customer, before(waits)))
                .statusCode(200)
                .body("erased", equalTo(0))
                .body("waiting", equalTo(1));

        assertThat(bytes(waits)).isPositive();
        CoreDouble.applies();
        Inspect.awaitState(waits, "forwarded");
        assertThat(eraseAll("'customer_id':'%s'".formatted(customer))).isEqualTo(1);
    }

    /** The customer's payment, of no order. */
    private ObjectNode aPayment(String intent) {
        ObjectNode payment = Events.intent(intent, "succeeded").put("customer", customer);
        payment.set("metadata", json("{}"));
        return payment;
    }

    /** A dispute of a payment: it names nobody, and its evidence tells everything. */
    private static ObjectNode aDispute(String intent) {
        ObjectNode dispute = Events.dispute(id("du"), intent, "needs_response");
        dispute.set("evidence", json("{'customer_email_address':'ada@example.test'}"));
        return dispute;
    }

    @Test
    void what_names_nobody_goes_with_the_payment_it_is_about() {
        String intent = id("pi");
        String dispute = settled("charge.dispute.created", aDispute(intent));
        String refund = settled("refund.created", Events.refund(id("re"), intent, 5, "succeeded"));
        String payment = settled("payment_intent.succeeded", aPayment(intent));
        List<String> theirs = List.of(dispute, refund, payment);
        theirs.forEach(event -> Inspect.awaitState(event, "ignored"));
        String anothers = settled("charge.dispute.created", aDispute(id("pi")));

        assertThat(eraseAll("'customer_id':'%s'".formatted(customer))).isEqualTo(3);

        assertThat(theirs).allMatch(event -> bytes(event) == 0);
        assertThat(bytes(anothers)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"gave_up", "worker_lost", "core_rejected", "payment_unknown"})
    void what_a_replay_may_need_is_counted_and_kept(String reason) {
        String intent = id("pi");
        String first = settled("payment_intent.succeeded", aPayment(intent));
        String dispute = settled("charge.dispute.created", aDispute(intent));
        Inspect.run(
                "UPDATE inbox_event SET state = 'parked', reason = ?, outcome = NULL"
                        + " WHERE event_id = ?",
                reason,
                dispute);

        erase("{'customer_id':'%s','after':%d}".formatted(customer, before(first)))
                .statusCode(200)
                .body("erased", equalTo(0))
                .body("waiting", equalTo(1));

        assertThat(List.of(first, dispute)).allMatch(event -> bytes(event) > 0);
        Inspect.run(
                "UPDATE inbox_event SET state = 'forwarded', reason = NULL WHERE event_id = ?",
                dispute);
        assertThat(eraseAll("'customer_id':'%s'".formatted(customer))).isEqualTo(2);
    }

    @Test
    void what_no_replay_can_read_is_not_waited_for() {
        String body = "{\"customer\":\"%s\",\"object\":\"event\"}".formatted(customer);
        Stripe.deliver(json(body)).then().statusCode(200);

        erase("{'customer_id':'%s'}".formatted(customer)).body("waiting", equalTo(0));

        assertThat(
                        Inspect.text(
                                "SELECT count(*) FROM inbox_event WHERE position(?::bytea IN body)"
                                        + " > 0",
                                customer))
                .isEqualTo("0");
    }

    private static long before(String event) {
        return Long.parseLong(
                        Inspect.text("SELECT id::text FROM inbox_event WHERE event_id = ?", event))
                - 1;
    }

    @Test
    void a_long_inbox_is_walked_page_by_page() throws SQLException {
        String first = settled("charge.succeeded", aCharge("'" + customer + "'", "x"));
        settled("customer.updated", theCustomer(id("cus")));
        String third = settled("charge.succeeded", aCharge("'" + customer + "'", "x"));
        Person person = new Person(customer, null);

        Erasure.Result one = erasure.of(person, before(first), 1);
        assertThat(one.erased()).isEqualTo(1);
        assertThat(one.next()).isEqualTo(before(first) + 1);
        Erasure.Result rest = erasure.of(person, before(first) + 1, 1000);

        assertThat(rest).isEqualTo(new Erasure.Result(1, 0, null));
        assertThat(bytes(third)).isZero();
    }

    @Test
    void an_order_without_a_person_is_refused() {
        for (String order :
                List.of("{}", "{'customer_id':' '}", "{'user_id':'é'}", "{'after':5}")) {
            erase(order).statusCode(400).body("code", equalTo("invalid_request"));
        }
        JsonNode long256 = json("{}").put("customer_id", "c".repeat(256));
        erase(long256.toString())
                .statusCode(400)
                .body("errors[0].field", containsString("customer_id"));
        given().auth()
                .oauth2(TestTokens.user("u-1"))
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/admin/erasures")
                .then()
                .statusCode(403);
    }
}
