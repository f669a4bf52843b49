package io.tollgate.core.quota;

import io.tollgate.contracts.quota.QuotaAudit;
import io.tollgate.core.quota.AuditCursor.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares counters with all of their ledger and believes no checkpoint: a bounded number of lines
 * at a time, going on inside a counter where it stopped. What was added up stays right, as nothing
 * comes into a counter's ledger before a line that was seen.
 */
final class FullAudit {

    /** About a second, and well below the time-out of a statement also from a cold disk. */
    static final int MAX_LINES = 500_000;

    private static final String STEP =
            """
            SELECT c.user_id, c.resource, c.used, s.used AS ledger_used, h.reserved,
                s.reserved AS ledger_reserved, s.at, s.lines
            FROM (SELECT user_id, resource, used FROM usage WHERE (user_id, resource) %s (?, ?)
                    ORDER BY user_id, resource LIMIT 1) c
                CROSS JOIN LATERAL (
                    SELECT max(at) AS at, coalesce(sum(delta), 0)::bigint + ? AS used,
                        coalesce(sum(held), 0)::bigint + ? AS reserved, count(*) AS lines
                    FROM (SELECT l.at, l.delta, l.held FROM usage_ledger l
                            WHERE l.user_id = c.user_id AND l.resource = c.resource AND l.at > ?
                            ORDER BY l.at LIMIT ?) l) s
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(amount), 0)::bigint AS reserved FROM hold h
                    WHERE h.user_id = c.user_id AND h.resource = c.resource
                        AND h.closed_at IS NULL) h
            """;

    static final String NEXT_COUNTER = STEP.formatted(">");

    static final String SAME_COUNTER = STEP.formatted("=");

    private final Connection connection;

    FullAudit(Connection connection) {
        this.connection = connection;
    }

    /** One counter, added up as far as the step went. */
    private record Step(QuotaAudit.Difference line, @Nullable Instant at, int lines) {

        Counter counter() {
            return new Counter(line.userId(), line.resource());
        }

        AuditCursor inside() {
            Instant reached = at == null ? Instant.EPOCH : at;
            return new AuditCursor(
                    counter(), new Part(reached, line.ledgerUsed(), line.ledgerReserved()));
        }
    }

    /**
     * The counters from there on, and where to go on.
     *
     * @param limit counters to compare at most
     * @param maxLines lines to add up at most
     */
    QuotaAudit page(AuditCursor from, int limit, int maxLines) throws SQLException {
        AuditCursor cursor = from;
        int linesLeft = maxLines;
        long checked = 0;
        List<QuotaAudit.Difference> differing = new ArrayList<>();
        while (checked < limit) {
            Step step = step(cursor, linesLeft);
            if (step == null) {
                return new QuotaAudit(checked, differing, null);
            }
            if (step.lines() == linesLeft) {
                return new QuotaAudit(checked, differing, step.inside().text());
            }
            linesLeft -= step.lines();
            checked++;
            if (Audit.differs(step.line())) {
                differing.add(step.line());
            }
            cursor = AuditCursor.after(step.counter());
        }
        return new QuotaAudit(checked, differing, cursor.text());
    }

    private @Nullable Step step(AuditCursor cursor, int lines) throws SQLException {
        Part part = cursor.part();
        String sql = part == null ? NEXT_COUNTER : SAME_COUNTER;
        Part done = part == null ? Part.NONE : part;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, cursor.counter().userId());
            statement.setString(2, cursor.counter().resource());
            statement.setLong(3, done.used());
            statement.setLong(4, done.reserved());
            statement.setObject(5, done.at().atOffset(ZoneOffset.UTC));
            statement.setInt(6, lines);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? read(row) : null;
            }
        }
    }

    private static Step read(ResultSet row) throws SQLException {
        boolean isEmpty = row.getObject("at") == null;
        return new Step(
                Audit.difference(row),
                isEmpty ? null : FactsReader.instant(row, "at"),
                row.getInt("lines"));
    }
}
