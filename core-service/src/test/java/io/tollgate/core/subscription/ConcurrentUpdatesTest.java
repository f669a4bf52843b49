package io.tollgate.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** However many callers race, the state is that of the highest sequence. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ConcurrentUpdatesTest {

    private static final int THREADS = 32;
    private static final int SUBSCRIPTIONS = 4;
    private static final int UPDATES_EACH = 120;

    @Inject Database database;

    @Test
    void shuffledUpdatesFromManyThreadsEndInTheHighestSequence() throws Exception {
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        List<Updates> bases = new ArrayList<>();
        List<Updates> updates = new ArrayList<>();
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            Updates base = Updates.fresh();
            bases.add(base);
            for (long sequence = 1; sequence <= UPDATES_EACH; sequence++) {
                updates.add(base.sequence(sequence).expiry(Updates.PERIOD_END + sequence));
            }
        }
        Collections.shuffle(updates, new Random(seed));

        List<String> outcomes = sendAll(updates);

        assertThat(outcomes).as("seed %d", seed).hasSize(updates.size());
        assertThat(outcomes).as("seed %d", seed).containsOnly("applied", "stale");
        for (Updates base : bases) {
            String id = base.subscriptionId();
            assertThat(
                            database.column(
                                    "SELECT concat(sequence, ' ', expiry_date) FROM subscription"
                                            + " WHERE subscription_id = ?",
                                    id))
                    .as("seed %d", seed)
                    .containsExactly(UPDATES_EACH + " " + (Updates.PERIOD_END + UPDATES_EACH));
            assertThat(
                            database.column(
                                    "SELECT count(*) FROM subscription_change WHERE"
                                            + " subscription_id = ?",
                                    id))
                    .containsExactly(Integer.toString(UPDATES_EACH));
            assertThat(appliedSequences(id)).as("seed %d", seed).isSorted();
        }
    }

    private List<Long> appliedSequences(String id) throws Exception {
        return database
                .column(
                        "SELECT sequence FROM subscription_change WHERE subscription_id = ? AND"
                                + " outcome = 'applied' ORDER BY change_id",
                        id)
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<String> sendAll(List<Updates> updates) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<String>> answers = new ArrayList<>();
            for (Updates update : updates) {
                answers.add(
                        threads.submit(
                                () ->
                                        Api.update(update.build())
                                                .statusCode(200)
                                                .extract()
                                                .path("outcome")));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> answer : answers) {
                outcomes.add(answer.get());
            }
            return outcomes;
        }
    }

    @Test
    void racingLinksGiveOneAccountAndNoFailure() throws Exception {
        String customer = Api.fresh("cus_");
        List<String> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            users.add(Api.fresh("user-"));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (String user : users) {
                answers.add(threads.submit(() -> Api.link(user, customer).extract().statusCode()));
            }
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(database.column("SELECT user_id FROM account WHERE customer_id = ?", customer))
                .hasSize(1);
        Api.link(users.get(statuses.indexOf(200)), customer)
                .statusCode(200)
                .body("customer_id", equalTo(customer));
    }
}
