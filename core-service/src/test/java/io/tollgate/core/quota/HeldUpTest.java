package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A counter that somebody holds for long makes its user wait, and nobody else. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class HeldUpTest {

    /** Shorter than a held counter is waited for: others do not wait that long. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Counter held = new Counter(Api.fresh("user-"), "projects");

    @Inject TurnableClock clock;
    @Inject AgroalDataSource dataSource;
    @Inject Takes takes;

    @SuppressWarnings("NullAway.Init")
    private Connection holder;

    @BeforeEach
    void someUseOfTheCounter() throws Exception {
        clock.reset();
        take(held).get(60, TimeUnit.SECONDS);
        holder = dataSource.getConnection();
    }

    @AfterEach
    void letGo() throws SQLException {
        holder.rollback();
        holder.setAutoCommit(true);
        holder.close();
    }

    private void hold() throws SQLException {
        holder.setAutoCommit(false);
        try (PreparedStatement statement =
                holder.prepareStatement("SELECT 1 FROM usage WHERE user_id = ? FOR UPDATE")) {
            statement.setString(1, held.userId());
            statement.executeQuery().close();
        }
    }

    private CompletableFuture<Outcome> take(Counter counter) {
        return takes.submit(Replica.take(Mode.CONSUME, counter, Api.fresh("key-"), 1));
    }

    private CompletableFuture<Outcome> takeOfSomebodyElse() {
        return take(new Counter(Api.fresh("user-"), "projects"));
    }

    private static Outcome soon(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void othersAreServedWhileOneUsersCounterIsHeld() throws Exception {
        hold();
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            waiting.add(take(held));
            List<CompletableFuture<Outcome>> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(takeOfSomebodyElse());
            }
            for (CompletableFuture<Outcome> other : others) {
                assertThat(soon(other)).isInstanceOf(Outcome.Granted.class);
            }
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        holder.rollback();

        List<String> outcomes = new ArrayList<>();
        for (CompletableFuture<Outcome> one : waiting) {
            outcomes.add(soon(one).getClass().getSimpleName());
        }
        assertThat(outcomes).containsOnly("Granted", "Exceeded");
        Api.summary(held.userId()).body("resources.projects.used", equalTo(3));
    }

    @Test
    void aSettlementOfOneWhoIsHeldUpWaitsForHimAlone() throws Exception {
        Outcome reserved =
                soon(takes.submit(Replica.take(Mode.RESERVE, held, Api.fresh("key-"), 1)));
        String id =
                reserved instanceof Outcome.Granted(var grant)
                        ? String.valueOf(grant.reservationId())
                        : "none";
        hold();

        CompletableFuture<Outcome> commit = takes.submit(new Command.Commit(id, List.of()));
        assertThat(soon(takeOfSomebodyElse())).isInstanceOf(Outcome.Granted.class);
        CompletableFuture<Outcome> again = takes.submit(new Command.Commit(id, List.of()));
        assertThat(soon(takeOfSomebodyElse())).isInstanceOf(Outcome.Granted.class);
        assertThat(commit).isNotDone();

        holder.rollback();
        assertThat(soon(commit)).isEqualTo(soon(again)).isInstanceOf(Outcome.Granted.class);
    }

    @Test
    void aCounterThatIsHeldForTooLongIsAnsweredBusy() throws Exception {
        hold();

        Api.take(
                        "consume",
                        "key",
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\"}]}"
                                .formatted(held.userId()))
                .statusCode(503)
                .body("code", equalTo("quota_busy"));
    }
}
