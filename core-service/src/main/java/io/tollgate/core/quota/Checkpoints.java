package io.tollgate.core.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints of the ledger, in steps of a fixed number of lines, so that nobody has to add
 * up more than one step. It needs no lock: a counter's lines become visible in the order of their
 * moments, because each is written by one who holds the counter. Two processes that do the same
 * step find the same sums.
 */
@ApplicationScoped
class Checkpoints {

    /** Adding up so many lines takes about a millisecond; one row in a thousand is kept twice. */
    static final int STEP_LINES = 1000;

    /** Counters looked at with one reading. */
    private static final int PAGE_COUNTERS = 500;

    /** A round never looks at more pages than this; the next one goes on from there. */
    private static final int MAX_PAGES = 200;

    /** More lines than core can write between two rounds. */
    private static final int MAX_STEPS_A_ROUND = 10_000;

    /** A request waits for no more than a second or two. */
    private static final int MAX_STEPS_A_REQUEST = 500;

    static final String DUE =
            """
            SELECT c.user_id, c.resource, due.at IS NOT NULL AS is_due
            FROM (SELECT user_id, resource FROM usage WHERE (user_id, resource) > (?, ?)
                    ORDER BY user_id, resource LIMIT ?) c
            %sLEFT JOIN LATERAL (
                SELECT l.at FROM usage_ledger l WHERE %s
                ORDER BY l.at OFFSET %d LIMIT 1) due ON true
            ORDER BY c.user_id, c.resource
            """
                    .formatted(LedgerSums.CHECKPOINT, LedgerSums.AFTER_CHECKPOINT, STEP_LINES - 1);

    static final String STEP =
            """
            WITH step AS MATERIALIZED (
                SELECT c.user_id, c.resource, s.at, coalesce(k.used, 0) + s.used AS used,
                    coalesce(k.reserved, 0) + s.reserved AS reserved
                FROM (SELECT ?::text AS user_id, ?::text AS resource) c
                %sCROSS JOIN LATERAL (
                    SELECT max(at) AS at, sum(delta)::bigint AS used,
                        sum(held)::bigint AS reserved, count(*) AS lines
                    FROM (SELECT l.at, l.delta, l.held FROM usage_ledger l WHERE %s
                            ORDER BY l.at LIMIT %d) l) s
                WHERE s.lines = %d),
            added AS (
                INSERT INTO usage_checkpoint (user_id, resource, at, used, reserved)
                SELECT user_id, resource, at, used, reserved FROM step ON CONFLICT DO NOTHING)
            SELECT 1 FROM step
            """
                    .formatted(
                            LedgerSums.CHECKPOINT,
                            LedgerSums.AFTER_CHECKPOINT,
                            STEP_LINES,
                            STEP_LINES);

    private static final Counter BEFORE_ALL = new Counter("", "");

    private final DataSource dataSource;
    private final QuotaConfig config;
    private final Rounds rounds = new Rounds("quota-checkpoints", this::round);
    private Counter after = BEFORE_ALL;

    Checkpoints(DataSource dataSource, QuotaConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        rounds.start(config.checkpointRounds());
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    /**
     * Brings one counter up to date before something adds its ledger up.
     *
     * @return whether less than a step is left; if not, the same again goes on
     */
    boolean catchUp(Counter counter) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return steps(connection, counter, MAX_STEPS_A_REQUEST) < MAX_STEPS_A_REQUEST;
        }
    }

    /** A page of counters: those with a step to do, and the last; null if there was none. */
    private record Page(List<Counter> due, @Nullable Counter last, int size) {}

    synchronized void round() throws SQLException {
        int stepsLeft = MAX_STEPS_A_ROUND;
        for (int number = 0; number < MAX_PAGES; number++) {
            try (Connection connection = dataSource.getConnection()) {
                Page page = page(connection);
                for (Counter counter : page.due()) {
                    stepsLeft -= steps(connection, counter, stepsLeft);
                    if (stepsLeft == 0) {
                        return;
                    }
                }
                if (page.last() == null || page.size() < PAGE_COUNTERS) {
                    after = BEFORE_ALL;
                    return;
                }
                after = page.last();
            }
        }
    }

    private Page page(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setString(1, after.userId());
            statement.setString(2, after.resource());
            statement.setInt(3, PAGE_COUNTERS);
            List<Counter> due = new ArrayList<>();
            Counter last = null;
            int size = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    size++;
                    last = FactsReader.counter(rows);
                    if (rows.getBoolean("is_due")) {
                        due.add(last);
                    }
                }
            }
            return new Page(due, last, size);
        }
    }

    /** How many steps were done. */
    private static int steps(Connection connection, Counter counter, int max) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STEP)) {
            statement.setString(1, counter.userId());
            statement.setString(2, counter.resource());
            int done = 0;
            while (done < max) {
                try (ResultSet step = statement.executeQuery()) {
                    if (!step.next()) {
                        return done;
                    }
                }
                done++;
            }
            return done;
        }
    }
}
