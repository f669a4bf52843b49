package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.Seeds;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many takes race through however many processes, the limit holds to the piece. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class RacingTakesTest {

    private static final int TAKES = 200;
    private static final int SENDERS = 16;
    private static final int PRO_PROJECTS = 20;
    private static final int FREE_PROJECTS = 3;

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;
    @Inject Catalogues catalogues;

    @SuppressWarnings("NullAway.Init")
    private List<Replica> replicas;

    @BeforeEach
    void startReplicas() {
        clock.follow();
        replicas =
                List.of(
                        new Replica("replica-1", dataSource, catalogues),
                        new Replica("replica-2", dataSource, catalogues));
    }

    @AfterEach
    void stopReplicas() throws Exception {
        for (Replica replica : replicas) {
            replica.close();
        }
        clock.reset();
    }

    private record Customer(Counter projects, Updates pro) {
        static Customer onPro() {
            Customer customer =
                    new Customer(
                            new Counter(Api.fresh("user-"), "projects"),
                            Updates.fresh().farExpiry());
            Api.link(customer.projects.userId(), customer.pro.customerId()).statusCode(200);
            Api.update(customer.pro.build()).statusCode(200);
            return customer;
        }
    }

    /** Sends each command to a random replica, some of them twice, from many threads at once. */
    private List<Outcome> race(List<Command> commands, Random random) throws Exception {
        List<Future<CompletableFuture<Outcome>>> sent = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (Command command : commands) {
                Replica replica = replicas.get(random.nextInt(replicas.size()));
                sent.add(
                        senders.submit(
                                () -> {
                                    go.await();
                                    return replica.submit(command);
                                }));
            }
            go.countDown();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<CompletableFuture<Outcome>> one : sent) {
            outcomes.add(one.get().get());
        }
        return outcomes;
    }

    private static List<Command> takes(Counter counter, Random random) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < TAKES; i++) {
            Mode mode = random.nextBoolean() ? Mode.CONSUME : Mode.RESERVE;
            commands.add(Replica.take(mode, counter, "key-" + i, 1));
        }
        return commands;
    }

    private static long granted(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Granted.class::isInstance).count();
    }

    @Test
    void twoHundredTakesAtALimitOfTwentyGiveExactlyTwenty() throws Exception {
        Random random = new Random(Seeds.next("racing takes"));
        for (int round = 0; round < Seeds.count(5, 500); round++) {
            Customer customer = Customer.onPro();

            List<Outcome> outcomes = race(takes(customer.projects(), random), random);

            assertThat(granted(outcomes)).isEqualTo(PRO_PROJECTS);
            assertThat(taken(customer.projects())).isEqualTo(PRO_PROJECTS);
        }
    }

    @Test
    void theSameKeyRacedThroughBothProcessesTakesOnce() throws Exception {
        Random random = new Random(Seeds.next("racing keys"));
        for (int round = 0; round < Seeds.count(5, 500); round++) {
            Customer customer = Customer.onPro();
            List<Command> commands = new ArrayList<>();
            for (int key = 0; key < 10; key++) {
                for (int copy = 0; copy < 8; copy++) {
                    commands.add(Replica.take(Mode.CONSUME, customer.projects(), "key-" + key, 1));
                }
            }
            Collections.shuffle(commands, random);

            List<Outcome> outcomes = race(commands, random);

            assertThat(granted(outcomes)).isEqualTo(commands.size());
            assertThat(taken(customer.projects())).isEqualTo(10);
        }
    }

    /** The counters differ, so that their locks do not make one wait for the other. */
    @Test
    void theSameKeyForDifferentResourcesIsGrantedToOneOfThem() throws Exception {
        Random random = new Random(Seeds.next("racing resources"));
        for (int round = 0; round < Seeds.count(20, 500); round++) {
            String user = Api.fresh("user-");
            List<Command> commands = new ArrayList<>();
            for (String resource : List.of("projects", "storage_bytes")) {
                commands.add(Replica.take(Mode.CONSUME, new Counter(user, resource), "key", 1));
            }

            List<Outcome> outcomes = race(commands, random);

            assertThat(granted(outcomes)).isEqualTo(1);
            assertThat(taken(new Counter(user, "projects")))
                    .isEqualTo(1 - taken(new Counter(user, "storage_bytes")));
        }
    }

    @Test
    void noGrantAfterADowngradeIsAboveTheNewLimit() throws Exception {
        Random random = new Random(Seeds.next("racing plan changes"));
        for (int round = 0; round < Seeds.count(5, 500); round++) {
            Customer customer = Customer.onPro();
            Changes changes = new Changes(customer);
            Thread changing = Thread.ofPlatform().start(changes);

            race(takes(customer.projects(), random), random);

            changes.enough = true;
            changing.join();
            assertThat(changes.downgrades).isPositive();
            assertThat(grantsAboveTheirLimit(customer)).isEmpty();
            assertThat(taken(customer.projects())).isLessThanOrEqualTo(PRO_PROJECTS);
        }
    }

    /** Changes the plan to and fro until it is enough. */
    private static final class Changes implements Runnable {

        private final Customer customer;
        private volatile boolean enough;
        private volatile int downgrades;

        Changes(Customer customer) {
            this.customer = customer;
        }

        @Override
        public void run() {
            for (long sequence = 1; !enough || downgrades == 0; sequence += 2) {
                Api.update(customer.pro().status("unpaid").sequence(sequence).build())
                        .statusCode(200);
                downgrades = downgrades + 1;
                Api.update(customer.pro().sequence(sequence + 1).build()).statusCode(200);
            }
        }
    }

    /**
     * Grants that left more taken than the plan of their moment allows. The ledger's own order is
     * used, and it is checked that moments and order agree.
     */
    private List<String> grantsAboveTheirLimit(Customer customer) throws Exception {
        Counter counter = customer.projects();
        assertThat(
                        database.column(
                                """
                                SELECT a.entry_id FROM usage_ledger a JOIN usage_ledger b
                                    USING (user_id, resource)
                                WHERE user_id = ? AND a.entry_id < b.entry_id AND a.at >= b.at
                                """,
                                counter.userId()))
                .isEmpty();
        return database.column(
                """
                SELECT concat(l.at, ' ', l.used_after + l.reserved_after, ' ', c.status)
                FROM usage_ledger l CROSS JOIN LATERAL (
                    SELECT state_after ->> 'status' AS status FROM subscription_change c
                    WHERE c.subscription_id = ? AND c.received_at < l.at
                    ORDER BY c.received_at DESC LIMIT 1) c
                WHERE l.user_id = ? AND l.kind IN ('consume', 'reserve')
                    AND l.used_after + l.reserved_after
                        > CASE c.status WHEN 'active' THEN ? ELSE ? END
                """,
                customer.pro().subscriptionId(),
                counter.userId(),
                PRO_PROJECTS,
                FREE_PROJECTS);
    }

    private long taken(Counter counter) throws Exception {
        return Long.parseLong(
                database.column(
                                """
                                SELECT coalesce(sum(delta + held), 0) FROM usage_ledger
                                WHERE user_id = ? AND resource = ?
                                """,
                                counter.userId(),
                                counter.resource())
                        .getFirst());
    }
}
