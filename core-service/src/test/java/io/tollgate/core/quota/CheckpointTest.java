package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.quota.QuotaAudit;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However long a counter's ledger is, adding it up reads little; and still proves it. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class CheckpointTest {

    private static final int LINES = 200_345;

    private final String user = Api.fresh("user-");

    private final Counter counter = new Counter(user, "projects");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;
    @Inject Catalogues catalogues;
    @Inject Checkpoints checkpoints;
    @Inject Audit audit;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private void longLedger() throws SQLException {
        database.execute(
                """
                INSERT INTO usage_ledger (user_id, resource, at, kind, delta, held, used_after,
                    reserved_after)
                SELECT ?, 'projects', core_now() + n * interval '1 millisecond', 'consume', 1, 0,
                    n, 0
                FROM generate_series(1, ?) n
                """,
                user,
                LINES);
        database.execute(
                """
                INSERT INTO usage (user_id, resource, used, version, updated_at)
                SELECT user_id, resource, sum(delta), count(*), max(at) FROM usage_ledger
                WHERE user_id = ? GROUP BY user_id, resource
                """,
                user);
    }

    private void catchUp() throws SQLException {
        while (!checkpoints.catchUp(counter)) {
            // It does a bounded number of steps each time.
        }
    }

    /** Work on a connection, and how many lines of the ledger the server read for it. */
    private <T> long linesReadBy(Transaction.Work<T> work) throws SQLException {
        return Transaction.of(
                dataSource,
                connection -> {
                    long before = linesRead(connection);
                    work.in(connection);
                    return linesRead(connection) - before;
                });
    }

    private static long linesRead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                                        + " WHERE relname = 'usage_ledger'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private QuotaAudit audit(boolean full) throws SQLException {
        return audit.page(AuditCursor.after(new Counter(user, "")), 1, full);
    }

    @Test
    void aRecountAndAnAuditReadOnlyWhatCameAfterTheLastCheckpoint() throws Exception {
        longLedger();
        Transaction.Work<Object> recount = c -> LedgerSums.used(c, Set.of(counter));
        Transaction.Work<Object> page = c -> Audit.page(c, new Counter(user, ""), 1);
        assertThat(linesReadBy(recount)).as("without checkpoints").isEqualTo(LINES);

        catchUp();

        assertThat(linesReadBy(recount)).isEqualTo(LINES % Checkpoints.STEP_LINES);
        assertThat(linesReadBy(page)).isEqualTo(LINES % Checkpoints.STEP_LINES);
        assertThat(audit(false).differing()).isEmpty();
        Map<Counter, Long> used =
                Transaction.of(dataSource, c -> LedgerSums.used(c, Set.of(counter)));
        assertThat(used).containsEntry(counter, (long) LINES);
    }

    @Test
    void aRecountCatchesUpByItselfAndIsExact() throws Exception {
        longLedger();
        database.execute("UPDATE usage SET used = used + 7 WHERE user_id = ?", user);

        Api.product()
                .header("If-Match", "*")
                .body("{\"used\": 12}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(200)
                .body("drift", equalTo(12 - LINES - 7));

        assertThat(checkpointsOfUser()).hasSize(LINES / Checkpoints.STEP_LINES);
        assertThat(audit(false).differing()).isEmpty();
        assertThat(audit(true).differing()).isEmpty();
    }

    @Test
    void aRoundBringsEveryCounterUpToDate() throws Exception {
        longLedger();

        checkpoints.round();

        assertThat(checkpointsOfUser()).hasSize(LINES / Checkpoints.STEP_LINES);
    }

    private List<String> checkpointsOfUser() throws SQLException {
        return database.column("SELECT used FROM usage_checkpoint WHERE user_id = ?", user);
    }

    @Test
    void aCounterThatDiffersIsStillFoundAfterACheckpoint() throws Exception {
        longLedger();
        catchUp();

        database.execute("UPDATE usage SET used = used + 1 WHERE user_id = ?", user);

        assertThat(audit(false).differing())
                .singleElement()
                .satisfies(line -> assertThat(line.ledgerUsed()).isEqualTo(LINES));
    }

    @Test
    void aFullAuditBelievesNoCheckpoint() throws Exception {
        longLedger();
        catchUp();

        database.execute(
                "INSERT INTO usage_checkpoint VALUES (?, 'projects', core_now() + interval '1 h',"
                        + " 5, 0)",
                user);

        assertThat(audit(false).differing()).hasSize(1);
        assertThat(audit(true).differing()).isEmpty();
    }

    @Test
    void aFullAuditOfALongLedgerGoesOnWhereItStoppedAndReadsNothingTwice() throws Exception {
        longLedger();
        database.execute("UPDATE usage SET used = used + 1 WHERE user_id = ?", user);
        List<QuotaAudit> pages = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        AuditCursor from = AuditCursor.after(new Counter(user, ""));
        while (pages.isEmpty() || pages.getLast().checked() == 0) {
            AuditCursor start = from;
            read.add(linesReadBy(c -> pages.add(new FullAudit(c).page(start, 1, 50_000))));
            from = Objects.requireNonNull(AuditCursor.parse(pages.getLast().next()));
        }

        assertThat(read).containsExactly(50_000L, 50_000L, 50_000L, 50_000L, LINES - 200_000L);
        assertThat(pages.getLast().differing())
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.used()).isEqualTo(LINES + 1);
                            assertThat(line.ledgerUsed()).isEqualTo(LINES);
                        });
    }

    @Test
    void aCheckpointCannotBeRewritten() throws Exception {
        longLedger();
        catchUp();

        for (String sql :
                List.of("UPDATE usage_checkpoint SET used = 0", "DELETE FROM usage_checkpoint")) {
            assertThatThrownBy(() -> database.execute(sql)).hasMessageContaining("append-only");
        }
    }

    /** Lines are numbered in another order than they are committed in; their moments are not. */
    @Test
    void checkpointsWrittenWhileTakesGoOnLeaveNothingOut() throws Exception {
        clock.follow();
        try (Replica one = new Replica("replica-1", dataSource, catalogues);
                Replica other = new Replica("replica-2", dataSource, catalogues)) {
            List<CompletableFuture<Outcome>> takes = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                Mode mode = i % 2 == 0 ? Mode.CONSUME : Mode.GIVE_BACK;
                for (Replica replica : List.of(one, other)) {
                    takes.add(replica.submit(Replica.take(mode, counter, Api.fresh("key-"), 1)));
                }
            }
            CompletableFuture<?> all =
                    CompletableFuture.allOf(takes.toArray(CompletableFuture[]::new));
            while (!all.isDone()) {
                checkpoints.catchUp(counter);
            }
            all.get();
        }
        catchUp();

        assertThat(checkpointsOfUser()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(
                        database.column(
                                """
                                SELECT k.at FROM usage_checkpoint k WHERE k.user_id = ?
                                    AND k.used <> (SELECT sum(l.delta) FROM usage_ledger l
                                        WHERE l.user_id = k.user_id AND l.resource = k.resource
                                            AND l.at <= k.at)
                                """,
                                user))
                .isEmpty();
    }
}
