package io.tollgate.billing.inbox;

import static io.restassured.RestAssured.given;
import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator may see and do, and nobody else. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class AdminTest {

    @BeforeEach
    void coreApplies() {
        CoreDouble.applies();
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin());
    }

    private static String delivered(ObjectNode event) {
        Stripe.deliver(event).then().statusCode(200);
        return event.get("id").textValue();
    }

    private static ObjectNode change(String subscription) {
        return Events.event(
                "customer.subscription.updated",
                100,
                Events.subscription(subscription, id("cus"), 1, 2));
    }

    @Test
    void without_a_valid_admin_token_there_is_nothing_to_see() {
        String strange =
                TestTokens.token("x", "admin", "https://elsewhere.example.test", "tollgate");
        String otherAudience =
                TestTokens.token("x", "admin", "https://login.example.test", "another");

        given().get("/admin/events")
                .then()
                .statusCode(401)
                .contentType(startsWith("application/problem+json"))
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("code", equalTo("unauthorized"));
        for (String token : new String[] {"rubbish", strange, otherAudience}) {
            given().auth()
                    .oauth2(token)
                    .get("/admin/events")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("unauthorized"));
        }
        given().auth()
                .oauth2(TestTokens.user("u-1"))
                .get("/admin/events")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void events_are_listed_newest_first_and_paged() {
        String lane = id("sub");
        String first = delivered(change(lane));
        String second = delivered(change(lane));
        Inspect.awaitState(first, "forwarded");
        Inspect.awaitState(second, "forwarded");

        var page =
                admin().queryParam("lane", lane)
                        .queryParam("limit", 1)
                        .get("/admin/events")
                        .then()
                        .statusCode(200)
                        .body("data", hasSize(1))
                        .body("data[0].event_id", equalTo(second))
                        .body("data[0].state", equalTo("forwarded"))
                        .body("data[0].outcome", equalTo("applied"))
                        .body("data[0].body", equalTo(null))
                        .extract()
                        .jsonPath();
        admin().queryParam("lane", lane)
                .queryParam("state", "forwarded")
                .queryParam("type", "customer.subscription.updated")
                .queryParam("before", page.getLong("next"))
                .get("/admin/events")
                .then()
                .body("data", hasSize(1))
                .body("data[0].event_id", equalTo(first))
                .body("next", equalTo(null));
    }

    @Test
    void a_question_that_makes_no_sense_is_400_and_names_the_field() {
        admin().get("/admin/events?state=lost")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("state"));
        admin().get("/admin/events?limit=many").then().body("errors[0].field", equalTo("limit"));
        admin().get("/admin/events?limit=100000").then().statusCode(400);
        admin().post("/admin/events/replay").then().body("errors[0].field", equalTo("reason"));
        admin().get("/admin/events/evt_nowhere").then().statusCode(404);
        admin().post("/admin/events/evt_nowhere/replay").then().statusCode(404);
    }

    @Test
    void one_event_is_shown_with_its_lane_and_without_its_secrets() {
        ObjectNode intent =
                Events.json(
                        "{'id':'%s','object':'payment_intent','status':'succeeded','amount':1900,"
                                + "'currency':'usd','client_secret':'pi_1_secret_abc',"
                                + "'charges':[{'receipt_url':'https://pay.example.test/r'}]}",
                        id("pi"));
        String event = delivered(Events.event("payment_intent.succeeded", 1, intent));
        Inspect.awaitState(event, "ignored");

        admin().get("/admin/events/" + event)
                .then()
                .statusCode(200)
                .body("event.reason", equalTo("payment_event"))
                .body("lane.sequence", equalTo(1))
                .body("body.data.object.client_secret", equalTo("[redacted]"))
                .body("body.data.object.charges[0].receipt_url", equalTo("[redacted]"))
                .body(not(containsString("pi_1_secret_abc")));
    }

    @Test
    void the_summary_counts_every_state() {
        String event = delivered(change(id("sub")));
        Inspect.awaitState(event, "forwarded");

        admin().get("/admin/events/summary")
                .then()
                .statusCode(200)
                .body("counts.forwarded", notNullValue())
                .body("counts.pending", notNullValue())
                .body("counts.parked", notNullValue())
                .body("counts.ignored", notNullValue());
    }

    @Test
    void a_replay_works_the_lane_out_anew_and_never_forwards_the_old_payload() {
        String lane = id("sub");
        String old = delivered(change(lane));
        Inspect.awaitLaneIdle(lane);
        ObjectNode newer = change(lane);
        newer.put("created", 200);
        delivered(newer);
        Inspect.awaitLaneIdle(lane);

        admin().post("/admin/events/" + old + "/replay")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(1));

        Inspect.awaitState(old, "forwarded");
        Inspect.awaitLaneIdle(lane);
        assertThat(CoreDouble.told(lane).getLast().path("event_id").asText())
                .isEqualTo(newer.get("id").textValue());
    }

    @Test
    void all_parked_events_of_one_reason_are_replayed_at_once() {
        CoreDouble.answers(400, "{'code':'invalid_request'}");
        String one = delivered(change(id("sub")));
        String two = delivered(change(id("sub")));
        Inspect.awaitState(one, "parked");
        Inspect.awaitState(two, "parked");
        CoreDouble.applies();

        admin().post("/admin/events/replay?reason=core_rejected")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(2));

        Inspect.awaitState(one, "forwarded");
        Inspect.awaitState(two, "forwarded");
    }

    @Test
    void an_event_that_leads_nowhere_stays_where_it_is() {
        String event = delivered(Events.event("product.created", 1, Events.json("{}")));

        admin().post("/admin/events/" + event + "/replay")
                .then()
                .body("replayed", equalTo(0))
                .body("unusable", equalTo(1));

        Inspect.awaitState(event, "ignored");
    }

    @Test
    void the_api_describes_itself() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/webhook/stripe'.post.responses.'503'", notNullValue())
                .body("paths.'/admin/events'.get.security[0].bearer", notNullValue())
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"));
    }

    @Test
    void without_a_key_there_is_nothing_to_reconcile_with() {
        admin().contentType("application/json")
                .body("{\"mode\":\"dry_run\"}")
                .post("/admin/reconcile")
                .then()
                .statusCode(409)
                .body("code", equalTo("stripe_key_missing"));
    }
}
