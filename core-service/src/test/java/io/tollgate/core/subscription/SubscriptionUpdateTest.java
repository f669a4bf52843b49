package io.tollgate.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an update does to the stored subscription, the change log and the answer. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class SubscriptionUpdateTest {

    private final String user = Api.fresh("user-");
    private final Updates base = Updates.fresh();

    @Inject TurnableClock clock;
    @Inject Database database;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private static String send(Updates update) {
        return Api.update(update.build()).statusCode(200).extract().path("outcome");
    }

    private List<String> log(String columns) throws SQLException {
        return database.column(
                "SELECT concat_ws(' ', "
                        + columns
                        + ") FROM subscription_change WHERE subscription_id = ? ORDER BY change_id",
                base.subscriptionId());
    }

    @Test
    void lateDuplicateAndConflictingUpdatesAreToldApart() throws SQLException {
        assertThat(send(base.sequence(5L))).isEqualTo("applied");
        assertThat(send(base.sequence(5L))).isEqualTo("unchanged");
        assertThat(send(base.sequence(4L).status("past_due"))).isEqualTo("stale");
        Api.update(base.sequence(5L).status("past_due").build())
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("sequence_conflict"));
        assertThat(send(base.status("past_due"))).isEqualTo("applied");
        assertThat(send(base.sequence(6L).status("canceled"))).isEqualTo("applied");
        assertThat(send(base.sequence(7L))).isEqualTo("terminal");

        assertThat(log("outcome, reason, sequence"))
                .containsExactly(
                        "applied first_state 5",
                        "stale older_sequence 4",
                        "sequence_conflict same_sequence_other_content 5",
                        "applied newer_state",
                        "applied newer_state 6",
                        "terminal already_ended 7");
    }

    @Test
    void theAnswerAlwaysSaysTheSequenceThatIsHeld() {
        Api.update(base.build()).body("sequence", nullValue());
        Api.update(base.sequence(5L).status("past_due").build()).body("sequence", equalTo(5));
        Api.update(base.sequence(3L).build()).body("sequence", equalTo(5));
        Api.update(base.status("unpaid").build()).body("sequence", equalTo(5));
        Api.update(base.sequence(9L).status("unpaid").build())
                .body("outcome", equalTo("unchanged"))
                .body("sequence", equalTo(9));
        Api.update(base.sequence(8L).build())
                .body("outcome", equalTo("stale"))
                .body("sequence", equalTo(9));
    }

    @Test
    void theChangeLogHoldsWhatWasSentAndTheStateBeforeAndAfter() throws SQLException {
        send(base.sequence(1L));
        send(base.sequence(2L).status("past_due"));

        assertThat(
                        log(
                                "event_id, sent->>'status', state_before->>'status',"
                                        + " state_after->>'status'"))
                .containsExactly("evt_1 active active", "evt_2 past_due active past_due");
    }

    @Test
    void theChangeLogCanOnlyGrow() throws SQLException {
        send(base);

        assertThatThrownBy(() -> database.execute("UPDATE subscription_change SET sequence = 1"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.execute("DELETE FROM subscription_change"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.execute("TRUNCATE subscription_change"))
                .hasMessageContaining("append-only");
    }

    @Test
    void anUnknownPriceKeepsThePlanAndWarns() {
        Api.link(user, base.customerId());
        send(base);

        Api.update(base.plan("price_unheard_of").build())
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", contains("unmapped_plan"));

        Api.summary(user).body("plan", equalTo("pro"));
    }

    @Test
    void aPriceThatNeverMappedGrantsNothingAndIsReported() {
        Api.link(user, base.customerId());
        send(base.plan("price_unheard_of"));

        Api.summary(user)
                .body("plan", equalTo("free"))
                .body("reason", equalTo("plan_unknown"))
                .body("subscriptions[0].plan", nullValue())
                .body("subscriptions[0].reason", equalTo("plan_unknown"));
    }

    @Test
    void anUnknownStatusExtendsNothingAndWarns() {
        Api.link(user, base.customerId());
        send(base);

        Api.update(base.status("hibernating").expiry(Updates.PERIOD_END + 864_000).build())
                .statusCode(200)
                .body("warnings", contains("unknown_status"));

        Api.summary(user)
                .body("plan", equalTo("pro"))
                .body("status", equalTo("active"))
                .body("access_until", equalTo((int) Updates.PERIOD_END + 4 * 86_400));
    }

    @Test
    void everyWarningIsGivenAtOnce() {
        Api.update(base.plan("price_unheard_of").status("hibernating").build())
                .statusCode(200)
                .body(
                        "warnings",
                        containsInAnyOrder("unmapped_plan", "unlinked_customer", "unknown_status"));
    }

    @Test
    void theItemTheCatalogueKnowsCounts() {
        Api.update(
                        base.plan("price_addon")
                                .items(
                                        new Item("price_addon", 1L, 1L, 2L),
                                        new Item(
                                                "price_team_monthly",
                                                5L,
                                                Updates.PERIOD_START,
                                                Updates.PERIOD_END + 1))
                                .build())
                .statusCode(200)
                .body("warnings", contains("unlinked_customer"));

        Api.link(user, base.customerId());
        Api.summary(user)
                .body("plan", equalTo("team"))
                .body("subscriptions[0].quantity", equalTo(5))
                .body("access_until", equalTo((int) Updates.PERIOD_END + 1 + 4 * 86_400));
    }

    @Test
    void theUserAnUpdateNamesIsLinked() throws SQLException {
        Api.update(base.user(user).build()).statusCode(200).body("warnings", empty());

        Api.summary(user).body("plan", equalTo("pro"));
        assertThat(log("link")).containsExactly("linked");
    }

    @Test
    void aDifferingLinkIsNeverMovedButTheStateIsTaken() throws SQLException {
        Api.link(user, base.customerId());
        String other = Api.fresh("user-");

        Api.update(base.user(other).build())
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", empty());

        Api.summary(user).body("plan", equalTo("pro"));
        Api.summary(other).body("plan", equalTo("free"));
        assertThat(log("link")).containsExactly("refused");
    }

    @Test
    void aUserWithAnotherCustomerLeavesThisOneUnlinked() {
        Api.link(user, Api.fresh("cus_"));

        Api.update(base.user(user).build())
                .statusCode(200)
                .body("outcome", equalTo("applied"))
                .body("warnings", contains("unlinked_customer"));
    }

    @Test
    void unknownFieldsAreIgnored() {
        String body = Api.json(base.build());

        Api.update(body.substring(0, body.length() - 1) + ",\"colour\": {\"deep\": [1]}}")
                .statusCode(200)
                .body("outcome", equalTo("applied"));
    }
}
