package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.browser.Chromium;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The console with a million events in the inbox: each page is small, and reads a few of them. How
 * long a page takes is printed, and asserted nowhere: that says more of the machine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleScaleTest {

    private static final int EVENTS = 1_000_000;
    private static final int LOADS = 7;
    private static final int MAX_BYTES = 100_000;

    /** All pages together; one look at the whole inbox would be a million. */
    private static final long MAX_ROWS = 400_000;

    /** A backend tells its counts at the latest when it has been idle for ten seconds. */
    private static final Duration TOLD = Duration.ofSeconds(30);

    private static final String FILL =
            """
            INSERT INTO inbox_event (event_id, type, api_version, created, livemode, lane, state,
                reason, outcome, received_at, settled_at, body)
            SELECT 'evt_fill_' || n,
                (ARRAY['customer.subscription.updated', 'invoice.paid', 'charge.succeeded'])
                    [1 + n %% 3],
                '2026-07-29.dahlia', extract(epoch FROM at)::bigint, false, 'sub_fill_' || n %% 200000,
                CASE WHEN n %% 500 = 0 THEN 'parked' ELSE 'forwarded' END,
                CASE WHEN n %% 500 = 0 THEN 'gave_up' END,
                CASE WHEN n %% 500 = 0 THEN NULL ELSE 'applied' END, at, at,
                convert_to('{"id":"evt_fill_' || n || '","object":"event"}', 'UTF8')
            FROM generate_series(1, %d) AS n,
                LATERAL (SELECT now() - (%d - n) * interval '2 seconds' AS at) AS moment
            """
                    .formatted(EVENTS, EVENTS);

    private static final String READ =
            "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint"
                    + " FROM pg_stat_user_tables WHERE relname IN ('inbox_event', 'lane')";

    private Chromium browser;
    private Stack stack;

    @BeforeAll
    void start() throws Exception {
        browser = Chromium.startOrSkip("the console with a million events is");
        stack =
                ConsoleTab.withUsers(Systems.withStripe())
                        .billingEnv("TOLLGATE_RECONCILE_EVERY", "0S")
                        .start();
        new Shop(stack, new Random(Soak.seed("scale"))).signUp(3);
        new Agreement(stack).settle();
        run(FILL, "VACUUM ANALYZE inbox_event", "VACUUM ANALYZE lane");
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = stack.billingDatabase().connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = stack.billingDatabase().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_page_is_small_and_reads_little_of_a_million_events() throws Exception {
        assertThat(number("SELECT count(*) FROM inbox_event")).isGreaterThan(EVENTS);
        ConsoleTab console = new ConsoleTab(browser, stack).signedIn(ConsoleTab.ADMIN);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/console");
        pages.put("events", "/console/events");
        pages.put("events of a type", "/console/events?type=customer.subscription.created");
        pages.put("events parked", "/console/events?state=parked&reason=gave_up");
        pages.put("events of a day", "/console/events?from=" + day(9) + "&to=" + day(8));
        pages.put("events of a lane", "/console/events?lane=sub_fill_77");
        pages.put("the oldest events", "/console/events?at=60");
        pages.put("an event", "/console/events/evt_fill_500000");
        pages.put("lanes waiting", "/console/lanes");
        pages.put("a lane", "/console/lanes/sub_fill_77");
        pages.put("replay of a reason", "/console/replays/reasons/gave_up");
        pages.put("customers", "/console/customers");
        pages.put("payments", "/console/payments");
        pages.put("reconcile", "/console/reconcile");
        long before = settled();
        List<String> table = new ArrayList<>();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            table.add(measured(console, page.getKey(), page.getValue()));
        }
        long rows = settled() - before;

        System.out.printf("%-20s %10s %12s%n", "page", "KB", "rendered, ms");
        table.forEach(System.out::println);
        System.out.printf("%d rows of inbox and lanes read%n", rows);
        assertThat(rows).isLessThan(MAX_ROWS);
    }

    private static String day(int ago) {
        return java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(ago) + "T00:00";
    }

    /** Loads a page with an empty cache, and then again; a line of what that took. */
    private String measured(ConsoleTab console, String name, String path) {
        List<Long> times = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < LOADS; i++) {
            console.open(path);
            times.add(millis(console));
            bytes = Math.max(bytes, bytes(console));
        }
        assertThat(bytes).as("bytes of " + path).isLessThan(MAX_BYTES);
        long median = times.stream().sorted().toList().get(LOADS / 2);
        return String.format(Locale.ROOT, "%-20s %10.1f %12d", name, bytes / 1000.0, median);
    }

    /** From the request to the end of rendering, as the browser says. */
    private static long millis(ConsoleTab console) {
        console.tab().await("performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
        Object duration =
                console.tab().evaluate("performance.getEntriesByType('navigation')[0].duration");
        return Math.round(((Number) duration).doubleValue());
    }

    /** Page, style and script, as long as they are, cached or not. */
    private static long bytes(ConsoleTab console) {
        Object size =
                console.tab()
                        .evaluate(
                                "performance.getEntriesByType('navigation')[0].encodedBodySize +"
                                        + " performance.getEntriesByType('resource').reduce((sum,"
                                        + " each) => sum + each.encodedBodySize, 0)");
        return ((Number) size).longValue();
    }

    /** The rows read so far, once nobody has anything more to tell of. */
    private long settled() throws SQLException {
        long[] last = {-1};
        Await.until(
                TOLD,
                Duration.ofSeconds(11),
                () -> {
                    long now = read();
                    boolean same = now == last[0];
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    private long read() {
        try {
            return number(READ);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
