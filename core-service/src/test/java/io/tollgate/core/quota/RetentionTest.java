package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts for nothing any more is deleted, and nothing that counts. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class RetentionTest {

    private static final long START = TurnableClock.START.getEpochSecond();
    private static final long DAYS_30 = 30 * 86_400L;

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject Retention retention;
    @Inject AgroalDataSource dataSource;

    @BeforeEach
    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private ValidatableResponse consume(long amount) {
        return Api.take(
                "consume",
                "the-key",
                "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}"
                        .formatted(user, amount));
    }

    private long keys() throws Exception {
        return database.column("SELECT key FROM quota_key WHERE user_id = ?", user).size();
    }

    @Test
    void aKeyIsKnownForThirtyDays() throws Exception {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 - 1);

        retention.round();

        assertThat(keys()).isEqualTo(1);
        consume(2).statusCode(409).body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void afterThirtyDaysAKeyIsNewAlsoBeforeItIsDeleted() {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 + 1);

        consume(2).statusCode(200).body("items[0].used", equalTo(3));
        consume(1).statusCode(409).body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void anOldKeyIsDeleted() throws Exception {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 + 1);

        retention.round();

        assertThat(keys()).isZero();
    }

    private String reserve(long seconds) {
        return reserve(user, seconds);
    }

    private static String reserve(String user, long seconds) {
        return Api.take(
                        "reservations",
                        Api.fresh("key-"),
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\"}],\"ttl_seconds\":%d}"
                                .formatted(user, seconds))
                .statusCode(200)
                .extract()
                .path("reservation_id");
    }

    private static ValidatableResponse settle(String id, String how) {
        return Api.product()
                .body("{}")
                .post("/internal/quota/reservations/{id}/{how}", id, how)
                .then();
    }

    private List<String> kept(String table) throws Exception {
        return database.column("SELECT reservation_id FROM " + table + " WHERE user_id = ?", user);
    }

    @Test
    void aReservationIsKnownForThirtyDaysAfterItsEnd() throws Exception {
        String released = reserve(60);
        settle(released, "release").statusCode(200);
        clock.setTo(START + 60 + DAYS_30 - 1);

        retention.round();
        assertThat(kept("hold")).containsExactly(released);
        settle(released, "release").statusCode(200);

        clock.setTo(START + 60 + DAYS_30 + 1);
        retention.round();
        assertThat(kept("hold")).isEmpty();
        assertThat(kept("reservation")).isEmpty();
        settle(released, "release").statusCode(404);
    }

    /** It was committed long after its end: repeats of that get the same answer for thirty days. */
    @Test
    void aReservationThatWasSettledLateIsKnownForThirtyDaysAfterThat() throws Exception {
        String late = reserve(60);
        clock.setTo(START + DAYS_30);
        settle(late, "commit").statusCode(200);
        clock.setTo(START + DAYS_30 + 120);

        retention.round();

        settle(late, "commit").statusCode(200);
        assertThat(kept("hold")).containsExactly(late);
    }

    @Test
    void aReservationThatNobodySettledIsClosedADayAfterItsEndAndDeletedAfterThirty()
            throws Exception {
        String forgotten = reserve(60);
        clock.setTo(START + 60 + 86_400 - 1);
        retention.round();
        assertThat(expiries()).isEmpty();

        clock.setTo(START + 60 + 86_400 + 1);
        retention.round();
        retention.round();
        assertThat(expiries()).containsExactly("-1");
        assertThat(database.column("SELECT sum(held) FROM usage_ledger WHERE user_id = ?", user))
                .containsExactly("0");
        assertThat(kept("hold")).containsExactly(forgotten);

        clock.setTo(START + 60 + DAYS_30 + 1);
        retention.round();
        assertThat(kept("hold")).isEmpty();
        assertThat(kept("reservation")).isEmpty();
    }

    private List<String> expiries() throws Exception {
        return database.column(
                "SELECT held FROM usage_ledger WHERE user_id = ? AND kind = 'expire'", user);
    }

    /** More than one batch of counters, one of which somebody holds. */
    @Test
    void oneHeldCounterDelaysFewOthers() throws Exception {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String each = "%s-%03d".formatted(user, i);
            users.add(each);
            reserve(each, 60);
        }
        clock.setTo(START + 60 + 86_400 + 1);

        try (Connection rival = dataSource.getConnection()) {
            rival.setAutoCommit(false);
            try (PreparedStatement lock =
                    rival.prepareStatement("SELECT 1 FROM usage WHERE user_id = ? FOR UPDATE")) {
                lock.setString(1, users.getFirst());
                lock.executeQuery().close();
                retention.round();
            } finally {
                rival.rollback();
                rival.setAutoCommit(true);
            }
        }
        assertThat(open()).contains(users.getFirst()).hasSizeLessThanOrEqualTo(50);

        retention.round();

        assertThat(open()).isEmpty();
    }

    private List<String> open() throws Exception {
        return database.column(
                "SELECT user_id FROM hold WHERE closed_at IS NULL AND user_id LIKE ?", user + "%");
    }

    @Test
    void anExplanationSaysIfItAsksFurtherBackThanReservationsAreKept() {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30);
        explain(START).body("in_words", not(hasItem(containsString("longer ago"))));
        clock.setTo(START + DAYS_30 + 1);
        explain(START).body("in_words", hasItem(containsString("longer ago")));
    }

    private ValidatableResponse explain(long at) {
        return Api.product()
                .queryParams("resource", "projects", "at", at)
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(200);
    }

    @Test
    void aNoticeIsKeptForFourHundredDays() throws Exception {
        consume(3).statusCode(200);
        String notices = "SELECT kind FROM notice WHERE user_id = ?";
        clock.setTo(START + 400 * 86_400L - 1);
        retention.round();
        assertThat(database.column(notices, user)).containsExactly("at_limit");

        clock.setTo(START + 400 * 86_400L);
        retention.round();
        assertThat(database.column(notices, user)).isEmpty();
    }
}
