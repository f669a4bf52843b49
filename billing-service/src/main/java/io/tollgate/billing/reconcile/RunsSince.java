package io.tollgate.billing.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sums up what the runs found that ended since one of them. */
@ApplicationScoped
public class RunsSince {

    /**
     * What was found.
     *
     * @param last the latest run that has ended
     * @param page the latest of these that failed or found something; null if none did
     * @param failed how many of the runs failed
     * @param missed differences that had been missed until then, by kind, in all runs together: a
     *     repair sets them right
     * @param standing differences that wait for a person, by kind, as the latest run found them:
     *     the next one finds them again
     */
    public record Found(
            long last,
            @Nullable Long page,
            long failed,
            Map<String, Long> missed,
            Map<String, Long> standing) {}

    private static final Set<Kind> FOR_A_PERSON =
            Set.of(
                    Kind.UNKNOWN_CUSTOMER,
                    Kind.UNMAPPED_PRICE,
                    Kind.MISSING_AT_STRIPE,
                    Kind.UNDER_REVIEW);

    /* One runs at a time: they end in the order of their ids. Old runs are purged: there are few. */
    private static final String SQL =
            """
            SELECT r.id, r.state = 'failed' AS failed, c.kind, c.found
            FROM reconcile_run r LEFT JOIN reconcile_count c ON c.run_id = r.id
            WHERE r.id > ? AND r.state <> 'running' ORDER BY r.id
            """;

    private final DataSource dataSource;

    RunsSince(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Sums up the runs after the one with this id; without one that has ended, nothing. */
    public Found sum(long after) throws SQLException {
        Map<Long, Boolean> failed = new TreeMap<>();
        Map<Long, Map<String, Long>> counts = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setLong(1, after);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long run = rows.getLong("id");
                    failed.put(run, rows.getBoolean("failed"));
                    String kind = rows.getString("kind");
                    if (kind != null) {
                        counts.computeIfAbsent(run, id -> new TreeMap<>())
                                .put(kind, rows.getLong("found"));
                    }
                }
            }
        }
        return found(after, failed, counts);
    }

    private static Found found(
            long after, Map<Long, Boolean> failed, Map<Long, Map<String, Long>> counts) {
        List<Long> runs = List.copyOf(failed.keySet());
        long last = runs.isEmpty() ? after : runs.getLast();
        Map<String, Long> missed = new TreeMap<>();
        Long page = null;
        for (long run : runs) {
            Map<String, Long> ofRun = counts.getOrDefault(run, Map.of());
            if (Boolean.TRUE.equals(failed.get(run)) || !ofRun.isEmpty()) {
                page = run;
            }
            ofRun.forEach(
                    (kind, number) -> {
                        if (!isForAPerson(kind)) {
                            missed.merge(kind, number, Long::sum);
                        }
                    });
        }
        Map<String, Long> standing = new TreeMap<>(counts.getOrDefault(last, Map.of()));
        standing.keySet().removeIf(kind -> !isForAPerson(kind));
        return new Found(
                last,
                page,
                failed.values().stream().filter(Boolean.TRUE::equals).count(),
                missed,
                standing);
    }

    private static boolean isForAPerson(String kind) {
        return FOR_A_PERSON.stream().anyMatch(known -> known.wire().equals(kind));
    }
}
