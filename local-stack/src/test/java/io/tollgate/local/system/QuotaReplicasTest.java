package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.Answer;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of core on one database, raced over HTTP and killed: every limit holds. */
class QuotaReplicasTest {

    private static final int TAKES = 200;
    private static final int SENDERS = 16;
    private static final int PRO_PROJECTS = 20;
    private static final int FREE_PROJECTS = 3;
    private static final long A_YEAR_SECONDS = 365 * 86_400L;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init")
    private static Stack stack;

    private static final AtomicInteger USERS = new AtomicInteger();

    @BeforeAll
    static void start() {
        stack = Systems.patient().coreReplicas(2).start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static List<CoreClient> cores() {
        return List.of(CoreClient.of(stack, 0), CoreClient.of(stack, 1));
    }

    /** A customer on pro. */
    private record Customer(String user, AtomicLong sequence) {

        static Customer create() throws IOException {
            Customer customer = new Customer("racer-" + USERS.incrementAndGet(), new AtomicLong());
            cores().getFirst().link(customer.user, "cus_" + customer.user);
            customer.become("active");
            return customer;
        }

        void become(String status) throws IOException {
            long now = Instant.now().getEpochSecond();
            Answer answer =
                    cores().get((int) (sequence.get() % 2))
                            .update(
                                    Map.of(
                                            "customer_id",
                                            "cus_" + user,
                                            "subscription_id",
                                            "sub_" + user,
                                            "plan_id",
                                            "price_pro_monthly",
                                            "start_date",
                                            now,
                                            "expiry_date",
                                            now + A_YEAR_SECONDS,
                                            "status",
                                            status,
                                            "sequence",
                                            sequence.incrementAndGet()));
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private static Map<String, Object> take(String user, long ttlSeconds) {
        return take(user, "projects", 1, ttlSeconds);
    }

    private static Map<String, Object> take(
            String user, String resource, long amount, long ttlSeconds) {
        return Map.of(
                "user_id",
                user,
                "items",
                List.of(Map.of("resource", resource, "amount", amount)),
                "ttl_seconds",
                ttlSeconds);
    }

    /** All takes at once, each through a random process; how many were granted. */
    private static long race(Customer customer, Random random) throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int i = 0; i < TAKES; i++) {
                CoreClient core = cores().get(random.nextInt(2));
                String path = random.nextBoolean() ? "consume" : "reservations";
                String key = "key-" + i;
                answers.add(
                        senders.submit(
                                () -> {
                                    go.await();
                                    return core.take(path, key, take(customer.user(), 3600));
                                }));
            }
            go.countDown();
        }
        long granted = 0;
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 409);
            granted += answer.get().status() == 200 ? 1 : 0;
        }
        return granted;
    }

    @Test
    void two_hundred_takes_at_a_limit_of_twenty_give_exactly_twenty() throws Exception {
        Random random = new Random(Soak.seed("quota replicas"));
        for (int round = 0; round < Soak.count(5, 500); round++) {
            Customer customer = Customer.create();

            long granted = race(customer, random);

            assertThat(granted).isEqualTo(PRO_PROJECTS);
            assertThat(noDrift()).isEmpty();
        }
    }

    @Test
    void no_grant_committed_after_a_downgrade_is_above_the_new_limit() throws Exception {
        Random random = new Random(Soak.seed("quota plan changes"));
        for (int round = 0; round < Soak.count(5, 500); round++) {
            Customer customer = Customer.create();
            AtomicBoolean enough = new AtomicBoolean();
            try (ExecutorService changing = Executors.newSingleThreadExecutor()) {
                Future<Integer> changes = changing.submit(() -> changePlan(customer, enough));

                race(customer, random);

                enough.set(true);
                assertThat(changes.get()).isPositive();
            }
            assertThat(grantsAboveTheirLimit(customer)).isEmpty();
            assertThat(noDrift()).isEmpty();
        }
    }

    private static int changePlan(Customer customer, AtomicBoolean enough) throws IOException {
        int downgrades = 0;
        while (!enough.get() || downgrades == 0) {
            customer.become("unpaid");
            downgrades++;
            customer.become("active");
        }
        return downgrades;
    }

    /**
     * Takes go on while processes are killed, each granted, as the limit is far away: so there are
     * grants under way at each kill. Each is asked again until it is answered.
     */
    @Test
    void a_kill_in_the_middle_leaks_nothing() throws Exception {
        Random random = new Random(Soak.seed("quota kills"));
        Customer customer = Customer.create();
        ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
        int takes = Soak.count(600, 6000);
        for (int i = 0; i < takes; i++) {
            waiting.add(i);
        }
        AtomicLong consumed = new AtomicLong();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                work.add(senders.submit(() -> sendAll(customer, waiting, consumed)));
            }
            for (int kill = 0; kill < Soak.count(2, 10); kill++) {
                int left = takes - (kill + 1) * takes / Soak.count(3, 12);
                Await.until(PATIENCE, () -> waiting.size() <= left);
                killOne(random);
            }
            for (Future<?> each : work) {
                each.get();
            }
        }

        assertThat(Await.until(PATIENCE, () -> standing(customer).path("reserved").asLong() == 0))
                .as("what was reserved is free again")
                .isTrue();
        assertThat(consumed.get()).as("every other take").isEqualTo(takes / 2);
        assertThat(standing(customer).path("used").asLong()).isEqualTo(consumed.get());
        assertThat(noDrift()).isEmpty();
        theRestFitsToThePiece(customer, consumed.get());
    }

    /** What had been promised for a moment can be used: nothing leaked away. */
    private static void theRestFitsToThePiece(Customer customer, long used) throws IOException {
        CoreClient core = cores().getFirst();
        long rest = standing(customer).path("limit").asLong() - used;
        Map<String, Object> all = take(customer.user(), "storage_bytes", rest, 1);
        Map<String, Object> one = take(customer.user(), "storage_bytes", 1, 1);
        assertThat(core.take("consume", "rest", all).status()).isEqualTo(200);
        assertThat(core.take("consume", "one-more", one).status()).isEqualTo(409);
    }

    private static void killOne(Random random) {
        Service victim = stack.core(random.nextInt(2));
        victim.kill();
        victim.start();
    }

    /** Even ones are used at once, odd ones reserved for a second and forgotten. */
    private static void sendAll(
            Customer customer, ConcurrentLinkedQueue<Integer> waiting, AtomicLong consumed) {
        for (Integer next = waiting.poll(); next != null; next = waiting.poll()) {
            int number = next;
            boolean uses = number % 2 == 0;
            int[] status = new int[1];
            boolean answered =
                    Await.until(
                            PATIENCE,
                            () -> {
                                status[0] = ask(customer, number, uses);
                                return status[0] == 200 || status[0] == 409;
                            });
            assertThat(answered).as("take %d was answered", number).isTrue();
            if (uses && status[0] == 200) {
                consumed.incrementAndGet();
            }
        }
    }

    private static int ask(Customer customer, int number, boolean uses) {
        try {
            return cores().get(number % 2)
                    .take(
                            uses ? "consume" : "reservations",
                            "key-" + number,
                            take(customer.user(), "storage_bytes", 1, 1))
                    .status();
        } catch (IOException e) {
            // Killed: a product would try again too.
            return 0;
        }
    }

    private static JsonNode standing(Customer customer) {
        try {
            return cores().getFirst().quota(customer.user()).body().at("/resources/storage_bytes");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> noDrift() throws IOException {
        List<String> differing = new ArrayList<>();
        String after = "";
        long checked = 0;
        do {
            JsonNode page = cores().getFirst().audit(after).body();
            checked += page.path("checked").asLong();
            page.path("differing").forEach(each -> differing.add(each.toString()));
            after = page.path("next").asText("");
        } while (!after.isEmpty() && !after.equals("null"));
        assertThat(checked).isPositive();
        return differing;
    }

    private static List<String> grantsAboveTheirLimit(Customer customer) throws SQLException {
        String sql =
                """
                SELECT concat(l.at, ' ', l.used_after + l.reserved_after, ' ', c.status)
                FROM usage_ledger l CROSS JOIN LATERAL (
                    SELECT state_after ->> 'status' AS status FROM subscription_change c
                    WHERE c.subscription_id = ? AND c.received_at < l.at
                    ORDER BY c.received_at DESC LIMIT 1) c
                WHERE l.user_id = ? AND l.kind IN ('consume', 'reserve')
                    AND l.used_after + l.reserved_after
                        > CASE c.status WHEN 'active' THEN %d ELSE %d END
                """
                        .formatted(PRO_PROJECTS, FREE_PROJECTS);
        List<String> found = new ArrayList<>();
        try (Connection connection = stack.coreDatabase().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "sub_" + customer.user());
            statement.setString(2, customer.user());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
