package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes a batch of events and makes their lanes due, in one statement and one commit. */
@ApplicationScoped
class InboxWriter {

    /** How an event came to us. */
    enum Via {
        WEBHOOK,
        RECONCILE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One event of a batch.
     *
     * @param traceParent where in a trace it was kept; null if nothing is recorded
     */
    record Row(Envelope envelope, byte[] body, Via via, @Nullable String traceParent) {}

    private static final Logger LOG = Logger.getLogger(InboxWriter.class);

    /*
     * Both inserts see their keys sorted, so that two replicas take row locks in the same order.
     * A lane in backoff becomes due at once: what arrived may be what it waited for.
     */
    private static final String INSERT =
            """
            WITH kept AS (
                INSERT INTO inbox_event
                    (event_id, type, api_version, created, livemode, lane, state, reason, body,
                     via, trace_parent)
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::boolean[],
                                     ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                                     ?::text[])
                ON CONFLICT (event_id) DO NOTHING
                RETURNING event_id, lane, state),
            due AS (
                INSERT INTO lane (id, due_at, arrivals)
                SELECT lane, now(), count(*) FROM kept WHERE state = 'pending'
                GROUP BY lane ORDER BY lane
                ON CONFLICT (id) DO UPDATE
                SET arrivals = lane.arrivals + excluded.arrivals, due_at = now())
            SELECT event_id FROM kept
            """;

    private final DataSource dataSource;

    InboxWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Writes a batch; the results stand in the order of the rows. */
    List<Stored> write(List<Row> rows) {
        Map<String, Row> sorted = new TreeMap<>();
        rows.forEach(row -> sorted.putIfAbsent(row.envelope().eventId(), row));
        Map<String, Stored> byId = new HashMap<>();
        writeSorted(List.copyOf(sorted.values()), byId);
        Set<String> answered = new HashSet<>();
        List<Stored> results = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String id = row.envelope().eventId();
            Stored stored = byId.getOrDefault(id, Stored.UNAVAILABLE);
            boolean copyInBatch = !answered.add(id) && stored == Stored.KEPT;
            results.add(copyInBatch ? Stored.DUPLICATE : stored);
        }
        return results;
    }

    private void writeSorted(List<Row> rows, Map<String, Stored> results) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            Set<String> kept = insert(rows);
            for (Row row : rows) {
                String id = row.envelope().eventId();
                results.put(id, kept.contains(id) ? Stored.KEPT : Stored.DUPLICATE);
            }
        } catch (SQLException e) {
            if (isDataError(e) && rows.size() > 1) {
                // One bad row must not fail its neighbours; halving finds it in log2(n) steps.
                writeSorted(rows.subList(0, rows.size() / 2), results);
                writeSorted(rows.subList(rows.size() / 2, rows.size()), results);
                return;
            }
            LOG.errorf(
                    "events not kept count=%d first=%s sqlstate=%s",
                    rows.size(), rows.getFirst().envelope().eventId(), e.getSQLState());
            rows.forEach(row -> results.put(row.envelope().eventId(), Stored.UNAVAILABLE));
        }
    }

    /** SQLSTATE classes 22 (data exception) and 23 (constraint): the row is at fault. */
    static boolean isDataError(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private Set<String> insert(List<Row> rows) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            text(insert, 1, rows, Envelope::eventId);
            text(insert, 2, rows, Envelope::type);
            text(insert, 3, rows, Envelope::apiVersion);
            array(insert, 4, "int8", rows, row -> row.envelope().created());
            array(insert, 5, "bool", rows, row -> row.envelope().livemode());
            text(insert, 6, rows, Envelope::lane);
            text(insert, 7, rows, envelope -> envelope.state().wire());
            text(insert, 8, rows, InboxWriter::reason);
            byte[][] bodies = rows.stream().map(Row::body).toArray(byte[][]::new);
            insert.setArray(9, connection.createArrayOf("bytea", bodies));
            array(insert, 10, "text", rows, row -> row.via().wire());
            array(insert, 11, "text", rows, Row::traceParent);
            Set<String> kept = new HashSet<>();
            try (ResultSet ids = insert.executeQuery()) {
                while (ids.next()) {
                    kept.add(ids.getString(1));
                }
            }
            return Collections.unmodifiableSet(kept);
        }
    }

    private static @Nullable String reason(Envelope envelope) {
        return envelope.reason() == null ? null : envelope.reason().wire();
    }

    private static void text(
            PreparedStatement statement,
            int index,
            List<Row> rows,
            Function<Envelope, @Nullable String> value)
            throws SQLException {
        array(statement, index, "text", rows, row -> value.apply(row.envelope()));
    }

    private static void array(
            PreparedStatement statement,
            int index,
            String type,
            List<Row> rows,
            Function<Row, @Nullable Object> value)
            throws SQLException {
        Object[] values = rows.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
