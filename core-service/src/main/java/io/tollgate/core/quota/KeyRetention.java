package io.tollgate.core.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Deletes idempotency keys whose 30 days are over: they count for nothing any more. */
@ApplicationScoped
class KeyRetention {

    /** A statement of this size takes no longer than a few takes. */
    private static final int BATCH_KEYS = 1000;

    /** More than any service that is kept up by a round an hour writes in that hour. */
    private static final int MAX_BATCHES = 20_000;

    private static final String DELETE =
            """
            DELETE FROM quota_key WHERE (user_id, key) IN (
                SELECT user_id, key FROM quota_key
                WHERE created_at <= core_now() - interval '30 days'
                ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final DataSource dataSource;
    private final QuotaConfig config;
    private final Rounds rounds = new Rounds("quota-keys", this::round);

    KeyRetention(DataSource dataSource, QuotaConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        rounds.start(config.keyRounds());
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    /** How many were deleted. */
    long round() throws SQLException {
        long deleted = 0;
        for (int batch = 0; batch < MAX_BATCHES; batch++) {
            int last = delete();
            deleted += last;
            if (last < BATCH_KEYS) {
                break;
            }
        }
        return deleted;
    }

    private int delete() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setInt(1, BATCH_KEYS);
            return statement.executeUpdate();
        }
    }
}
