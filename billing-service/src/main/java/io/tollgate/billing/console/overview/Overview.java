package io.tollgate.billing.console.overview;

import io.tollgate.billing.dispatch.Standing;
import io.tollgate.billing.inbox.Pulse;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.ReasonText;
import io.tollgate.billing.reconcile.RunLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything the first page shows. It is looked for at most once in a few seconds on a replica,
 * however many people look at the page.
 */
@ApplicationScoped
class Overview {

    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Events parked for one reason. */
    public record Parked(String reason, long events, boolean more, boolean operator, String next) {}

    /** The last run of reconcile. */
    public record LastRun(
            long id, String mode, String state, Instant at, long differences, String startedBy) {}

    /**
     * What is shown.
     *
     * @param since the minutes are told from here on only; null if they are complete
     * @param oldest how long the lane that waits longest has been waiting
     * @param oldestLane which one that is; null if none waits
     * @param reviews payments under review; null if core cannot be asked
     * @param lastRun null if there was none
     */
    public record View(
            Instant at,
            Chart chart,
            List<Pulse.Minute> minutes,
            @Nullable Instant since,
            long due,
            boolean moreDue,
            Duration oldest,
            @Nullable String oldestLane,
            List<Parked> parked,
            @Nullable Long reviews,
            List<Standing.Service> services,
            @Nullable LastRun lastRun) {

        /** Events parked for an operator. */
        public long forOperator() {
            return parked.stream().filter(Parked::operator).mapToLong(Parked::events).sum();
        }

        /** Whether nothing has waited for long. */
        public boolean inTime() {
            return oldest.compareTo(Duration.ofMinutes(1)) < 0;
        }
    }

    private final Pulse pulse;
    private final Standing standing;
    private final RunLog runs;
    private final Reviews reviews;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable View last;

    Overview(Pulse pulse, Standing standing, RunLog runs, Reviews reviews, Clock clock) {
        this.pulse = pulse;
        this.standing = standing;
        this.runs = runs;
        this.reviews = reviews;
        this.clock = clock;
    }

    View view() throws SQLException {
        looking.lock();
        try {
            View known = last;
            Instant now = clock.instant();
            if (known == null || Duration.between(known.at(), now).abs().compareTo(FRESH) > 0) {
                known = look(now);
                last = known;
            }
            return known;
        } finally {
            looking.unlock();
        }
    }

    private View look(Instant now) throws SQLException {
        Pulse.Arrived arrived = pulse.arrived(now);
        Pulse.Due due = pulse.due();
        OptionalLong underReview = reviews.count();
        return new View(
                now,
                Chart.of(arrived.minutes()),
                Chart.fullest(arrived.minutes()),
                arrived.since(),
                due.due(),
                due.due() >= Pulse.MOST,
                due.oldest(),
                due.lane(),
                pulse.parked().entrySet().stream().map(Overview::parked).toList(),
                underReview.isPresent() ? (Long) underReview.getAsLong() : null,
                standing.services(),
                lastRun().orElse(null));
    }

    private static Parked parked(Map.Entry<Reason, Long> reason) {
        boolean operator = reason.getKey().audience() == Reason.Audience.OPERATOR;
        return new Parked(
                reason.getKey().wire(),
                reason.getValue(),
                reason.getValue() >= Pulse.MOST,
                operator,
                ReasonText.of(reason.getKey()).next());
    }

    private Optional<LastRun> lastRun() throws SQLException {
        return runs.page(null, 1).stream()
                .findFirst()
                .map(
                        run ->
                                new LastRun(
                                        run.id(),
                                        run.mode(),
                                        run.state(),
                                        run.startedAt(),
                                        run.differences().values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum(),
                                        run.startedBy()));
    }
}
