package io.tollgate.billing.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators do is kept before it is done, with who and what came of it. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ActionsTest {

    @BeforeEach
    void nothingWasDone() {
        CoreDouble.applies();
        Inspect.run("DELETE FROM operator_action");
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.admin()).contentType("application/json");
    }

    private static @Nullable String kept() {
        return Inspect.text(
                "SELECT string_agg(concat_ws(' ', who, role, via, action, subject, outcome,"
                        + " detail::text), '; ' ORDER BY id) FROM operator_action");
    }

    private static String parked() {
        String event = Events.id("evt");
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                        + " VALUES (?, 'customer.subscription.updated', 1, 'sub_x', 'parked',"
                        + " 'no_plan', '\\x7b7d')",
                event);
        return event;
    }

    @Test
    void a_replay_is_kept_with_what_came_of_it() {
        String event = parked();

        admin().post("/admin/events/" + event + "/replay").then().statusCode(200);

        assertThat(kept())
                .isEqualTo(
                        "operator-1 admin api replay "
                                + event
                                + " done {\"replayed\": 0, \"unusable\": 1}");
    }

    @Test
    void what_is_refused_is_kept_as_refused() {
        admin().post("/admin/events/evt_nowhere/replay").then().statusCode(404);
        admin().body("{\"mode\":\"repair\"}").post("/admin/reconcile").then().statusCode(409);

        assertThat(kept())
                .isEqualTo(
                        "operator-1 admin api replay evt_nowhere refused"
                                + " {\"problem\": \"not_found\"};"
                                + " operator-1 admin api reconcile refused {\"mode\": \"repair\","
                                + " \"problem\": \"stripe_key_missing\", \"all_events\": false}");
    }

    @Test
    void an_erasure_is_kept_without_whose_data_it_was() {
        admin().body("{\"customer_id\":\"cus_secretive\"}")
                .post("/admin/erasures")
                .then()
                .statusCode(200);

        assertThat(kept()).startsWith("operator-1 admin api erasure done").doesNotContain("cus_");
    }

    @Test
    void an_email_address_in_a_token_is_not_kept() {
        given().auth()
                .oauth2(TestTokens.adminNamed("ann@example.test"))
                .contentType("application/json")
                .post("/admin/events/evt_nowhere/replay")
                .then()
                .statusCode(404);

        assertThat(kept()).startsWith("operator-1 admin").doesNotContain("@");
    }

    @Test
    void what_fails_is_kept_as_failed() {
        String event = Events.id("evt");
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, reason, body)"
                        + " VALUES (?, 'customer.subscription.updated', 1, 'sub_x', 'parked',"
                        + " 'gave_up', convert_to(?, 'UTF8'))",
                event,
                Events.event(
                                event,
                                "customer.subscription.updated",
                                1,
                                Events.subscription("sub_x", "cus_x", 1, 2))
                        .toString());
        Inspect.run("ALTER TABLE lane RENAME TO lane_away");
        try {
            admin().post("/admin/events/" + event + "/replay").then().statusCode(503);
        } finally {
            Inspect.run("ALTER TABLE lane_away RENAME TO lane");
        }

        assertThat(kept()).isEqualTo("operator-1 admin api replay " + event + " failed {}");
        assertThat(Inspect.text("SELECT state FROM inbox_event WHERE event_id = ?", event))
                .isEqualTo("parked");
    }

    @Test
    void what_cannot_be_kept_is_not_done() {
        String event = parked();
        Inspect.run("ALTER TABLE operator_action RENAME TO operator_action_away");
        try {
            admin().post("/admin/events/" + event + "/replay")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("database_unavailable"));
            Response page = Browser.admin().open("/console/actions");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.header("Retry-After")).isEqualTo("5");
            assertThat(page.asString()).contains("Database away", "try again shortly", "Sign out");
        } finally {
            Inspect.run("ALTER TABLE operator_action_away RENAME TO operator_action");
        }

        assertThat(Inspect.text("SELECT state FROM inbox_event WHERE event_id = ?", event))
                .isEqualTo("parked");
    }

    @Test
    void the_console_lists_them_newest_first_and_filters_them() {
        for (int i = 0; i < 60; i++) {
            Inspect.run(
                    "INSERT INTO operator_action (who, role, via, action, subject, outcome)"
                            + " VALUES (?, 'admin', 'console', ?, ?, 'done')",
                    i % 2 == 0 ? "ann" : "<b>ben</b>",
                    i % 3 == 0 ? "replay" : "refund",
                    "evt_number_" + i + "_");
        }
        Browser support = Browser.support();

        String page = support.read("/console/actions");
        String filtered = support.read("/console/actions?who=ann&action=replay");

        assertThat(page)
                .contains("evt_number_59_", "&lt;b&gt;ben&lt;/b&gt;", "rel=\"next\"")
                .doesNotContain("<b>ben", "evt_number_9_");
        assertThat(filtered)
                .contains("evt_number_54_", "evt_number_0_")
                .doesNotContain("evt_number_3_", "evt_number_2_", "rel=\"next\"");
        String older = Browser.next(page);
        assertThat(support.read(older)).contains("evt_number_9_", "evt_number_0_");
    }
}
