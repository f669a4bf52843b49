package io.tollgate.core.quota;

import io.tollgate.contracts.quota.QuotaAudit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Compares counters with their ledger, a page at a time. Each counter is compared in one statement,
 * so that takes going on meanwhile cannot make a difference appear.
 */
@ApplicationScoped
class Audit {

    /** Adds up what came after the checkpoints. */
    static final String PAGE =
            """
            SELECT c.user_id, c.resource, c.used, s.used AS ledger_used, h.reserved,
                s.reserved AS ledger_reserved
            FROM (SELECT user_id, resource, used FROM usage
                    WHERE (user_id, resource) > (?, ?)
                    ORDER BY user_id, resource LIMIT ?) c
            %s%sCROSS JOIN LATERAL (
                    SELECT coalesce(sum(amount), 0)::bigint AS reserved FROM hold h
                    WHERE h.user_id = c.user_id AND h.resource = c.resource
                        AND h.closed_at IS NULL) h
            ORDER BY c.user_id, c.resource
            """
                    .formatted(LedgerSums.CHECKPOINT, LedgerSums.SUMS);

    private final DataSource dataSource;

    Audit(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The counters from there on, and where to go on.
     *
     * @param full whether to add up the whole ledger and not only what came after the checkpoints
     */
    QuotaAudit page(AuditCursor from, int limit, boolean full) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return full
                    ? new FullAudit(connection).page(from, limit, FullAudit.MAX_LINES)
                    : page(connection, from.counter(), limit);
        }
    }

    static QuotaAudit page(Connection connection, Counter after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, after.userId());
            statement.setString(2, after.resource());
            statement.setInt(3, limit);
            try (ResultSet rows = statement.executeQuery()) {
                return page(rows, limit);
            }
        }
    }

    private static QuotaAudit page(ResultSet rows, int limit) throws SQLException {
        long checked = 0;
        Counter last = null;
        List<QuotaAudit.Difference> differing = new ArrayList<>();
        while (rows.next()) {
            checked++;
            last = FactsReader.counter(rows);
            QuotaAudit.Difference line = difference(rows);
            if (differs(line)) {
                differing.add(line);
            }
        }
        return new QuotaAudit(
                checked,
                differing,
                last == null || checked < limit ? null : AuditCursor.after(last).text());
    }

    static boolean differs(QuotaAudit.Difference line) {
        return line.used() != line.ledgerUsed() || line.reserved() != line.ledgerReserved();
    }

    static QuotaAudit.Difference difference(ResultSet row) throws SQLException {
        return new QuotaAudit.Difference(
                row.getString("user_id"),
                row.getString("resource"),
                row.getLong("used"),
                row.getLong("ledger_used"),
                row.getLong("reserved"),
                row.getLong("ledger_reserved"));
    }
}
