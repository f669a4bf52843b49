package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.subscription.SubscriptionQuery;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * The plans of what is asked at each take find rows by key, also when they are made while the
 * tables are empty or tiny: such a plan may be kept for long.
 */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class PlansTest {

    private static final Map<String, String> STATEMENTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("lock", FactsReader.LOCK),
                            Map.entry("reserved", FactsReader.RESERVED),
                            Map.entry("keys", FactsReader.KEYS),
                            Map.entry("promises", FactsReader.PROMISES),
                            Map.entry("counters of promises", FactsReader.COUNTERS_OF_PROMISES),
                            Map.entry("booked", LedgerSums.BOOKED),
                            Map.entry("audit", Audit.PAGE),
                            Map.entry("full audit", FullAudit.NEXT_COUNTER),
                            Map.entry("full audit goes on", FullAudit.SAME_COUNTER),
                            Map.entry("due", Checkpoints.DUE),
                            Map.entry("step", Checkpoints.STEP),
                            Map.entry("counters of users", FactsOfUsers.COUNTERS),
                            Map.entry("subscriptions of users", SubscriptionQuery.OF_USERS),
                            Map.entry("write counters", WritesWriter.COUNTERS),
                            Map.entry("close", WritesWriter.CLOSE),
                            Map.entry("close holds", WritesWriter.CLOSE_HOLDS)));

    /** Whose scans have to be by key. */
    private static final Set<String> TABLES =
            Set.of(
                    "account",
                    "former_customer",
                    "subscription",
                    "usage",
                    "usage_ledger",
                    "usage_checkpoint",
                    "hold",
                    "reservation",
                    "quota_key");

    private static final String ROWS =
            """
            INSERT INTO usage SELECT 'u' || n, 'projects', 0, 0, now() FROM generate_series(1, %1$d) n;
            INSERT INTO usage_ledger
                (user_id, resource, at, kind, delta, held, used_after, reserved_after)
                SELECT 'u' || n, 'projects', now(), 'consume', 0, 0, 0, 0
                FROM generate_series(1, %1$d) n;
            INSERT INTO reservation (reservation_id, user_id, state, opened_at, expires_at)
                SELECT 'r' || n, 'u' || n, 'held', now(), now() FROM generate_series(1, %1$d) n;
            INSERT INTO hold (reservation_id, user_id, resource, amount, opened_at, expires_at)
                SELECT 'r' || n, 'u' || n, 'projects', 1, now(), now()
                FROM generate_series(1, %1$d) n;
            INSERT INTO account (user_id, customer_id, created_at)
                SELECT 'u' || n, 'c' || n, now() FROM generate_series(1, %1$d) n;
            INSERT INTO former_customer
                SELECT 'f' || n, 'u' || n, now(), now() FROM generate_series(1, %1$d) n;
            INSERT INTO subscription (subscription_id, customer_id, plan_id, start_date,
                    expiry_date, status, created_at, updated_at)
                SELECT 's' || n, 'c' || n, 'p', 0, 0, 'active', now(), now()
                FROM generate_series(1, %1$d) n;
            INSERT INTO quota_key SELECT 'u' || n, 'k', '', '', now() FROM generate_series(1, %1$d) n;
            """;

    @Inject AgroalDataSource dataSource;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "tollgate.plans")
    String settings;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void everyRowIsFoundByKeyHoweverSmallTheTablesWereWhenThePlanWasMade() throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection connection = freshDatabase();
                Statement statement = connection.createStatement()) {
            found.addAll(scansWithoutKey(statement, "empty"));
            for (int rows : List.of(1, 3, 50, 5000)) {
                statement.execute(
                        ROWS.formatted(rows).replaceAll("'([urcfs])'", "'%d$1-'".formatted(rows)));
                statement.execute("VACUUM ANALYZE");
                found.addAll(scansWithoutKey(statement, rows + " rows"));
            }
        }

        assertThat(found).isEmpty();
    }

    private Connection freshDatabase() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE plans");
        }
        String plans = url.replaceFirst("/postgres\\b", "/plans");
        Flyway.configure().dataSource(plans, "postgres", "postgres").load().migrate();
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", "postgres");
        properties.setProperty("options", settings);
        // The driver must leave the placeholders alone.
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(plans, properties);
    }

    private static List<String> scansWithoutKey(Statement statement, String when) throws Exception {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> each : STATEMENTS.entrySet()) {
            try (ResultSet row =
                    statement.executeQuery(
                            "EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + numbered(each.getValue()))) {
                row.next();
                JsonNode plan = new ObjectMapper().readTree(row.getString(1));
                addScansWithoutKey(plan.path(0).path("Plan"), when + ", " + each.getKey(), found);
            }
        }
        return found;
    }

    private static String numbered(String sql) {
        String numbered = sql;
        for (int i = 1; numbered.contains("?"); i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        return numbered;
    }

    private static void addScansWithoutKey(JsonNode node, String where, List<String> found) {
        boolean isTable = TABLES.contains(node.path("Relation Name").asText());
        boolean isScan = node.path("Node Type").asText().endsWith("Scan");
        boolean byKey = node.has("Index Cond") || node.has("TID Cond") || node.has("Recheck Cond");
        if (isTable && isScan && !byKey) {
            found.add(where + ": " + node.path("Node Type") + " of " + node.path("Relation Name"));
        }
        node.path("Plans").forEach(child -> addScansWithoutKey(child, where, found));
    }
}
