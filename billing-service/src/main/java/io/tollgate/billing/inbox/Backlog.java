package io.tollgate.billing.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What waits and what is parked, as metrics. They are read from the database now and then, not at
 * every scrape, and say the same on every replica.
 */
@ApplicationScoped
class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    private static final long EVERY_SECONDS = 15;

    /** Counting stops here: ten thousand and more tell an operator the same. */
    private static final int MOST = 10_000;

    /* A lane that fails on its own is due for a moment only at each try: it has waited since the first. */
    private static final String LANES =
            """
            SELECT count(*) FILTER (WHERE due_at <= now()),
                greatest(0, coalesce(extract(epoch FROM now() - min(since)), 0))
            FROM (SELECT due_at, least(due_at, failing_since, stripe_failing_since) AS since
                FROM lane WHERE due_at IS NOT NULL ORDER BY due_at LIMIT ?) AS waiting
            """;

    /* Each reason by itself: a heap of one must not hide another. */
    private static final String PARKED =
            """
            SELECT r.reason, counted.events FROM unnest(?::text[]) AS r(reason) CROSS JOIN LATERAL (
                SELECT count(*) AS events FROM (
                    SELECT FROM inbox_event e
                    WHERE e.state = 'parked' AND e.reason = r.reason LIMIT ?) AS parked) AS counted
            """;

    private final DataSource dataSource;
    private final MultiGauge parked;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("inbox-backlog").daemon(true).factory());
    private volatile double lanes;
    private volatile double oldestSeconds;

    Backlog(DataSource dataSource, MeterRegistry metrics) {
        this.dataSource = dataSource;
        Gauge.builder("tollgate.lanes.due", this, backlog -> backlog.lanes)
                .description("Lanes that are due and not settled, counted up to 10,000")
                .register(metrics);
        Gauge.builder("tollgate.lanes.oldest.due", this, backlog -> backlog.oldestSeconds)
                .description("How long the lane that waits longest has been due")
                .baseUnit("seconds")
                .register(metrics);
        this.parked =
                MultiGauge.builder("tollgate.inbox.parked")
                        .description("Parked events by reason, counted up to 10,000 each")
                        .register(metrics);
        tell(Map.of());
    }

    void start(@Observes StartupEvent event) {
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void look() {
        try {
            read();
        } catch (SQLException e) {
            LOG.warnf("backlog not read sqlstate=%s", e.getSQLState());
        }
    }

    /** Reads both once. */
    void read() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            readLanes(connection);
            readParked(connection);
        }
    }

    private void readLanes(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LANES)) {
            select.setInt(1, MOST);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                lanes = row.getLong(1);
                oldestSeconds = row.getDouble(2);
            }
        }
    }

    private void readParked(Connection connection) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(PARKED)) {
            Object[] reasons = reasons().map(Reason::wire).toArray();
            select.setArray(1, connection.createArrayOf("text", reasons));
            select.setInt(2, MOST);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        tell(found);
    }

    /** Every reason is told, also where nothing is parked: no rule meets an absent series. */
    private void tell(Map<String, Long> found) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        reasons()
                .forEach(
                        reason -> {
                            Tags tags =
                                    Tags.of(
                                            "reason",
                                            reason.wire(),
                                            "audience",
                                            word(reason.audience()));
                            rows.add(
                                    MultiGauge.Row.of(tags, found.getOrDefault(reason.wire(), 0L)));
                        });
        parked.register(rows, true);
    }

    private static Stream<Reason> reasons() {
        return Arrays.stream(Reason.values()).filter(reason -> reason.state() == EventState.PARKED);
    }

    private static String word(Reason.Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }
}
