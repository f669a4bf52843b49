package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that share a transaction share no fault. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class CommandBatchTest {

    private static final long MAX_COUNT = 1L << 53;

    private final Counter one = new Counter(Api.fresh("user-"), "projects");
    private final Counter other = new Counter(Api.fresh("user-"), "projects");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;
    @Inject Catalogues catalogues;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private List<Outcome> together(Command... commands) throws SQLException {
        return new CommandBatch(
                        dataSource, catalogues, () -> Api.fresh("rsv_"), Duration.ofSeconds(5))
                .execute(List.of(commands));
    }

    /** The database keeps no NUL, so nothing with it in can be written. */
    private static Command poisoned(Counter counter) {
        return Replica.take(Mode.CONSUME, counter, "a key with a \0 in it", 1);
    }

    @Test
    void oneThatTheDatabaseDoesNotTakeFailsAlone() throws Exception {
        List<Outcome> outcomes =
                together(
                        Replica.take(Mode.CONSUME, one, "a", 1),
                        poisoned(one),
                        Replica.take(Mode.CONSUME, one, "b", 1),
                        Replica.take(Mode.RESERVE, other, "a", 1));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Granted", "Failed", "Granted", "Granted");
        Api.summary(one.userId()).body("resources.projects.used", equalTo(2));
        Api.summary(other.userId()).body("resources.projects.reserved", equalTo(1));
    }

    @Test
    void oneWhoseAnswerCannotBeReadFailsAlone() throws Exception {
        together(Replica.take(Mode.CONSUME, one, "a", 1));
        database.execute("UPDATE quota_key SET answer = 'none' WHERE user_id = ?", one.userId());

        List<Outcome> outcomes =
                together(
                        Replica.take(Mode.CONSUME, one, "a", 1),
                        Replica.take(Mode.CONSUME, other, "a", 1));

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Failed.class);
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aCommitThatNoCountHasRoomForIsRefused() throws Exception {
        Outcome held = together(Replica.take(Mode.RESERVE, one, "a", 2)).getFirst();
        together(new Command.Recount(one, MAX_COUNT - 1, null));

        Api.product()
                .body("{}")
                .post("/internal/quota/reservations/{id}/commit", id(held))
                .then()
                .statusCode(409)
                .body("code", equalTo("quota_exceeded"))
                .body("detail", containsString("2^53"))
                .body("used", equalTo(MAX_COUNT - 1));
    }

    private static String id(Outcome outcome) {
        return outcome instanceof Outcome.Granted(var grant)
                ? String.valueOf(grant.reservationId())
                : "none";
    }
}
