package io.tollgate.billing.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows what operators did. */
@ApplicationScoped
public class ActionLog {

    /**
     * One action.
     *
     * @param detail JSON
     * @param outcome {@code done}, {@code refused} or {@code failed}; null while under way, or if
     *     the process died meanwhile
     */
    public record Entry(
            long id,
            Instant at,
            String who,
            String role,
            String via,
            String action,
            @Nullable String subject,
            String detail,
            @Nullable String outcome,
            @Nullable Instant finishedAt) {}

    /* Each filter has an index that ends in the number; both at once read the rarer's. */
    private static final String PAGE =
            """
            SELECT id, at, who, role, via, action, subject, detail::text AS detail, outcome,
                   finished_at
            FROM operator_action
            WHERE (?::text IS NULL OR who = ?) AND (?::text IS NULL OR action = ?)
              AND (?::bigint IS NULL OR id < ?)
            ORDER BY id DESC LIMIT ?
            """;

    private final DataSource dataSource;

    ActionLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The newest actions, those before a number.
     *
     * @param who only of this operator; null for all
     * @param action only of this kind; null for all
     */
    public List<Entry> page(
            @Nullable String who, @Nullable String action, @Nullable Long before, int limit)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setObject(1, who, Types.VARCHAR);
            select.setObject(2, who, Types.VARCHAR);
            select.setObject(3, action, Types.VARCHAR);
            select.setObject(4, action, Types.VARCHAR);
            select.setObject(5, before, Types.BIGINT);
            select.setObject(6, before, Types.BIGINT);
            select.setInt(7, limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("role"),
                row.getString("via"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("outcome"),
                finished == null ? null : finished.toInstant());
    }
}
