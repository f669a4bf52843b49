package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Database;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.StripeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three replicas of each service, all launched at once on empty databases. */
class StartTogetherTest {

    private static final int REPLICAS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");

    @Test
    void replicas_that_start_together_migrate_once_and_work() throws Exception {
        try (Stack stack =
                Systems.patient().billingReplicas(REPLICAS).coreReplicas(REPLICAS).start()) {

            hasEachVersionOnce(stack.billingDatabase(), "billing-service");
            hasEachVersionOnce(stack.coreDatabase(), "core-service");
            List<Life> lives = Life.many(REPLICAS, new Random(Soak.seed("start together")));
            List<StripeEvent> events = lives.stream().flatMap(l -> l.events().stream()).toList();
            Burst burst = new Burst(stack, REPLICAS, events).deliver();
            assertThat(burst.answers()).containsOnlyKeys(200);
            Truth truth = new Truth(stack);
            truth.allForwarded(events.stream().map(StripeEvent::id).toList(), PATIENCE);
            truth.coreHolds(lives);
            truth.noStackTraces();
        }
    }

    private static void hasEachVersionOnce(Database database, String module) throws Exception {
        List<String> expected =
                versions(module).stream().map(version -> version + " applied").toList();
        assertThat(expected).isNotEmpty();
        assertThat(history(database)).containsExactlyElementsOf(expected);
    }

    private static List<Integer> versions(String module) throws IOException {
        Path directory = Layout.root().resolve(module + "/src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> VERSION.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(found -> Integer.valueOf(found.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> history(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT version, success FROM flyway_schema_history"
                                        + " ORDER BY installed_rank")) {
            List<String> history = new ArrayList<>();
            while (rows.next()) {
                history.add(rows.getString(1) + (rows.getBoolean(2) ? " applied" : " failed"));
            }
            return history;
        }
    }
}
