package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A page of the history costs a page of rows, however many payments there are. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class HistoryPlansTest {

    private static final int LIMIT = 100;

    /** Nearly all succeeded in dollars; a few of everything else, all of them old. */
    private static final String ROWS =
            """
            INSERT INTO payment (payment_intent_id, user_id, order_id, status, currency, amount,
                amount_received, amount_refunded, counted, review, created_at, updated_at)
            SELECT 'pi_' || n, NULL, NULL,
                CASE WHEN n < 20 THEN 'processing' ELSE 'succeeded' END,
                CASE WHEN n < 40 THEN 'jpy' WHEN n % 3 = 0 THEN 'eur' ELSE 'usd' END, 100, 100, 0, false,
                CASE WHEN n % 2000 = 0 THEN '{amount_differs}'::text[] ELSE '{}' END,
                to_timestamp(1700000000 + n), now()
            FROM generate_series(1, 60000) n
            """;

    @Inject AgroalDataSource dataSource;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "tollgate.plans")
    String settings;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private static Map<String, HistoryFilter> filters() {
        HistoryCursor old = new HistoryCursor(Instant.ofEpochSecond(1_700_010_000L), 10_000);
        Instant from = Instant.ofEpochSecond(1_700_000_500L);
        Instant to = Instant.ofEpochSecond(1_700_000_600L);
        Map<String, HistoryFilter> filters = new LinkedHashMap<>();
        filters.put("all", new HistoryFilter());
        filters.put("a later page", new HistoryFilter().before(old));
        filters.put("a time", new HistoryFilter().heard(from, to));
        filters.put("a rare status", new HistoryFilter().status("processing"));
        filters.put("a status", new HistoryFilter().status("succeeded").before(old));
        filters.put("a rare currency", new HistoryFilter().currency("jpy"));
        filters.put("a currency, later", new HistoryFilter().currency("usd").before(old));
        filters.put("a currency then", new HistoryFilter().currency("usd").heard(from, to));
        filters.put(
                "both, later", new HistoryFilter().status("succeeded").currency("usd").before(old));
        filters.put("both", new HistoryFilter().currency("jpy").status("processing"));
        filters.put("none", new HistoryFilter().currency("jpy").status("canceled"));
        filters.put("review", new HistoryFilter().review(true));
        filters.put("review in a currency", new HistoryFilter().review(true).currency("usd"));
        filters.put("nobody's", new HistoryFilter().user("user-1"));
        filters.put("no order's", new HistoryFilter().order(1L));
        return filters;
    }

    @Test
    void a_page_reads_no_more_rows_than_it_shows() throws Exception {
        try (Connection connection = freshDatabase();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            statement.execute("VACUUM ANALYZE payment");
            for (Map.Entry<String, HistoryFilter> each : filters().entrySet()) {
                JsonNode plan = plan(statement, each.getValue());

                assertThat(rows(plan)).as("%s %s", each.getKey(), plan).isLessThan(3 * LIMIT);
            }
        }
    }

    private Connection freshDatabase() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE history");
        }
        String history = url.replaceFirst("/postgres\\b", "/history");
        Flyway.configure().dataSource(history, "postgres", "postgres").load().migrate();
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", "postgres");
        properties.setProperty("options", settings);
        return DriverManager.getConnection(history, properties);
    }

    /** As the service does it: prepared once, for any parameters. */
    private static JsonNode plan(Statement statement, HistoryFilter filter) throws Exception {
        String sql = filter.query(LIMIT);
        int number = 0;
        StringBuilder values = new StringBuilder();
        for (Map.Entry<String, Object> parameter : filter.parameters().entrySet()) {
            number++;
            sql = sql.replaceAll(":" + parameter.getKey() + "\\b", "\\$" + number);
            values.append(number == 1 ? "(" : ", ").append("'" + parameter.getValue() + "'");
        }
        statement.execute("PREPARE page AS " + sql);
        try (ResultSet row =
                statement.executeQuery(
                        "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page"
                                + values
                                + (number == 0 ? "" : ")"))) {
            row.next();
            return new ObjectMapper().readTree(row.getString(1)).path(0).path("Plan");
        } finally {
            statement.execute("DEALLOCATE page");
        }
    }

    /** All rows any part of a plan had in its hands. */
    private static long rows(JsonNode node) {
        long rows =
                node.path("Node Type").asText().contains("Scan")
                        ? node.path("Actual Rows").asLong()
                                + node.path("Rows Removed by Filter").asLong()
                                + node.path("Rows Removed by Index Recheck").asLong()
                        : 0;
        for (JsonNode part : node.path("Plans")) {
            rows += rows(part);
        }
        return rows;
    }
}
