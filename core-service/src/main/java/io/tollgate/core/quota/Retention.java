package io.tollgate.core.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Deletes what counts for nothing any more: idempotency keys and reservations whose thirty days are
 * over, and notices that are old.
 */
@ApplicationScoped
class Retention {

    /** A key is known for so long; the statements that read keys say the same. */
    static final Duration KEPT = Duration.ofDays(30);

    /** A statement of this size takes no longer than a few takes. */
    private static final int BATCH_ROWS = 1000;

    /** More than any service that is kept up by a round an hour writes in that hour. */
    private static final int MAX_BATCHES = 20_000;

    private static final String KEYS =
            """
            DELETE FROM quota_key WHERE (user_id, key) IN (
                SELECT user_id, key FROM quota_key
                WHERE created_at <= core_now() - ?::bigint * interval '1 second'
                ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    /**
     * With their holds. What is open still counts in the ledger until somebody notices that it has
     * expired, {@link Abandoned} at last; what is being settled is locked, and left alone.
     */
    private static final String RESERVATIONS =
            """
            WITH clock AS MATERIALIZED (
                SELECT core_now() - ?::bigint * interval '1 second' AS limit_at),
            old AS MATERIALIZED (
                SELECT r.reservation_id FROM reservation r
                WHERE r.expires_at <= (SELECT limit_at FROM clock)
                    AND coalesce(r.closed_at, r.expires_at) <= (SELECT limit_at FROM clock)
                    AND NOT EXISTS (SELECT FROM hold h
                        WHERE h.reservation_id = r.reservation_id AND h.closed_at IS NULL)
                ORDER BY r.expires_at LIMIT ? FOR UPDATE SKIP LOCKED),
            holds AS (
                DELETE FROM hold WHERE reservation_id IN (SELECT reservation_id FROM old))
            DELETE FROM reservation WHERE reservation_id IN (SELECT reservation_id FROM old)
            """;

    /** Looks at the first of them only: they are numbered as they are raised. */
    private static final String NOTICES =
            """
            WITH clock AS MATERIALIZED (
                SELECT core_now() - ?::bigint * interval '1 second' AS limit_at)
            DELETE FROM notice WHERE notice_id IN (
                SELECT notice_id FROM (
                    SELECT notice_id, raised_at FROM notice ORDER BY notice_id LIMIT ?) first
                WHERE raised_at <= (SELECT limit_at FROM clock))
            """;

    private final DataSource dataSource;
    private final Abandoned abandoned;
    private final QuotaConfig config;
    private final Rounds rounds = new Rounds("quota-retention", this::round);

    Retention(DataSource dataSource, Abandoned abandoned, QuotaConfig config) {
        this.dataSource = dataSource;
        this.abandoned = abandoned;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        rounds.start(config.retentionRounds());
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    void round() throws SQLException {
        abandoned.round();
        deleteAll(KEYS, KEPT);
        deleteAll(RESERVATIONS, KEPT);
        deleteAll(NOTICES, config.noticesKept());
    }

    private void deleteAll(String sql, Duration kept) throws SQLException {
        for (int batch = 0; batch < MAX_BATCHES; batch++) {
            if (delete(sql, kept) < BATCH_ROWS) {
                return;
            }
        }
    }

    private int delete(String sql, Duration kept) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, kept.toSeconds());
            statement.setInt(2, BATCH_ROWS);
            return statement.executeUpdate();
        }
    }
}
