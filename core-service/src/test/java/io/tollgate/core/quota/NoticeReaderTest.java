package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reads notices while they are raised, from several sides at once, misses none. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class NoticeReaderTest {

    /** Whether a statement with these words in it waits for a lock. */
    private static final String WAITING =
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%%s%%'";

    @Inject TurnableClock clock;
    @Inject Notices notices;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;
    @Inject Catalogues catalogues;
    @Inject QuotaConfig config;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void aReaderWhoGoesOnFromTheLastOneMissesNoneWhileManyAreRaised() throws Exception {
        Notices replica = new Notices(dataSource, catalogues, config);
        List<String> causes = new ArrayList<>();
        Reader reader = Reader.fromNowOn();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Updates unmapped = Updates.fresh().plan("price_nobody_knows");
                causes.add(unmapped.subscriptionId() + " price_nobody_knows");
                writers.add(threads.submit(() -> Api.update(unmapped.build()).statusCode(200)));
                String user = Api.fresh("user-");
                causes.add(user + " projects 3 2024-03");
                Notices one = i % 2 == 0 ? notices : replica;
                writers.add(threads.submit(() -> raiseByRound(one, user)));
            }
            boolean done = false;
            while (!done) {
                done = writers.stream().allMatch(Future::isDone);
                reader.goOn();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(reader.causes()).containsAll(causes);
        assertThat(reader.causes()).doesNotHaveDuplicates();
    }

    private Void raiseByRound(Notices replica, String user) throws SQLException {
        hasFarTooMuch(user, "projects");
        replica.round();
        return null;
    }

    /** A rival of one of its causes makes the round wait with a number already given out. */
    @Test
    void numbersAfterThoseOfARoundThatWaitsAreNotSeenBeforeIt() throws Exception {
        String user = Api.fresh("user-");
        hasFarTooMuch(user, "projects");
        hasFarTooMuch(user, "storage_bytes");
        Updates unmapped = Updates.fresh().plan("price_nobody_knows");
        Reader reader = Reader.fromNowOn();
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection rival = dataSource.getConnection()) {
            rival.setAutoCommit(false);
            insertUncommitted(rival, "%s storage_bytes %d 2024-03".formatted(user, 1L << 30));
            Future<Void> round =
                    threads.submit(
                            () -> {
                                notices.round();
                                return null;
                            });
            database.until(WAITING.formatted("INSERT INTO notice"));
            Future<?> update = threads.submit(() -> Api.update(unmapped.build()).statusCode(200));
            database.until(
                    WAITING.formatted("pg_advisory_xact_lock")
                            + " UNION SELECT 1 FROM notice WHERE cause LIKE '"
                            + unmapped.subscriptionId()
                            + "%'");
            reader.goOn();
            rival.rollback();
            rival.setAutoCommit(true);
            round.get();
            update.get();
        }
        reader.goOn();

        assertThat(reader.causes())
                .contains(
                        user + " projects 3 2024-03",
                        "%s storage_bytes %d 2024-03".formatted(user, 1L << 30),
                        unmapped.subscriptionId() + " price_nobody_knows");
    }

    /** More than the default plan allows, by a count from before there were limits. */
    private void hasFarTooMuch(String user, String resource) throws SQLException {
        database.execute(
                "INSERT INTO usage (user_id, resource, used, version, updated_at)"
                        + " VALUES (?, ?, 1::bigint << 50, 1, core_now())",
                user,
                resource);
    }

    private static void insertUncommitted(Connection connection, String cause) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO notice (kind, cause, details, raised_at)"
                                + " VALUES ('over_limit', ?, '{}', core_now())")) {
            statement.setString(1, cause);
            statement.executeUpdate();
        }
    }

    /** Reads on from the last notice it saw, as a product does. */
    private static final class Reader {

        private final List<String> causes = new ArrayList<>();
        private long after;

        static Reader fromNowOn() {
            Reader reader = new Reader();
            int seen;
            do {
                seen = reader.causes.size();
                reader.goOn();
            } while (reader.causes.size() > seen);
            reader.causes.clear();
            return reader;
        }

        void goOn() {
            JsonPath page =
                    Api.product()
                            .queryParams("after", after, "limit", 500)
                            .get("/internal/notices")
                            .jsonPath();
            causes.addAll(page.getList("data.cause"));
            after = page.getLong("next");
        }

        List<String> causes() {
            return causes;
        }
    }
}
