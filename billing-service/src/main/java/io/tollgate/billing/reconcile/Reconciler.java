package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works on a run, step by step: look, write down what was found, repair it, move on. Every step can
 * be repeated, so a crash anywhere costs one step; a run that lost its lease changes nothing more.
 */
final class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    /** Differences that repairs found, by kind; a dry run is somebody looking. */
    static final String DIFFERENCES = "tollgate.reconcile.differences";

    /** Runs that ended, by outcome. */
    static final String RUNS = "tollgate.reconcile.runs";

    static final String FINISHED = "finished";
    static final String FAILED = "failed";

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Lanes due at once before a repair waits: a few seconds' work at Stripe's rate limit. */
    private static final int MAX_DUE = 200;

    private final RunTable runs;
    private final Map<Phase, Step> steps;
    private final Repairs repairs;
    private final ReconcileConfig config;
    private final MeterRegistry metrics;

    Reconciler(
            RunTable runs,
            Map<Phase, Step> steps,
            Repairs repairs,
            ReconcileConfig config,
            MeterRegistry metrics) {
        this.runs = runs;
        this.steps = Map.copyOf(steps);
        this.repairs = repairs;
        this.config = config;
        this.metrics = metrics;
    }

    /** How a stopping process ends the wait between two tries. */
    interface Waiting {
        void await(Duration time) throws InterruptedException;
    }

    /**
     * Brings a run to its end, unless it is lost or the process stops: then it is left to the next
     * replica, which need not wait for the lease.
     */
    void work(Run taken, Waiting waiting, BooleanSupplier stopping)
            throws SQLException, InterruptedException {
        Optional<Run> run = Optional.of(taken);
        Duration wait = FIRST_WAIT;
        while (run.isPresent() && !stopping.getAsBoolean()) {
            Run now = run.get();
            if (isTooMuchDue(now)) {
                waiting.await(FIRST_WAIT);
                run = runs.renew(now, config.lease()) ? run : Optional.empty();
                continue;
            }
            switch (attempt(now)) {
                case Attempt.Done(Optional<Run> next) -> {
                    run = next;
                    wait = FIRST_WAIT;
                }
                case Attempt.Again(String why) -> {
                    if (!runs.failing(now, why, config.giveUpAfter())) {
                        LOG.errorf("reconcile failed or lost run=%d cause=%s", now.id(), why);
                        metrics.counter(RUNS, "outcome", FAILED).increment();
                        return;
                    }
                    waiting.await(wait);
                    wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : wait;
                }
            }
        }
        if (run.isPresent()) {
            runs.release(run.get());
        }
    }

    /** What came of one step. */
    private sealed interface Attempt {

        /** It is behind us; the run goes on from here, or not at all. */
        record Done(Optional<Run> next) implements Attempt {}

        record Again(String why) implements Attempt {}
    }

    /** Live events must not queue behind a whole account that is taken in. */
    private boolean isTooMuchDue(Run run) throws SQLException {
        return run.mode() == Mode.REPAIR && repairs.due(MAX_DUE) >= MAX_DUE;
    }

    /** One step, while a heartbeat keeps the lease; what goes wrong is a reason to try again. */
    private Attempt attempt(Run run) {
        Step step = Objects.requireNonNull(steps.get(run.phase()), "every phase has a step");
        try (Heartbeat beat =
                new Heartbeat(() -> runs.renew(run, config.lease()), config.lease())) {
            beat.start();
            return switch (step.look(run)) {
                case StepResult.Page page -> new Attempt.Done(take(run, page));
                case StepResult.Wait(String why) -> new Attempt.Again(why);
            };
        } catch (SQLException e) {
            return new Attempt.Again("database sqlstate=" + e.getSQLState());
        } catch (RuntimeException e) {
            LOG.errorf(e, "reconcile step failed run=%d phase=%s", run.id(), run.phase().wire());
            return new Attempt.Again(e.getClass().getSimpleName());
        }
    }

    private Optional<Run> take(Run run, StepResult.Page page) throws SQLException {
        if (!page.differences().isEmpty()) {
            if (!runs.renew(run, config.lease())) {
                return Optional.empty();
            }
            runs.record(run, page.differences(), config.maxDifferences());
            tell(run, page.differences());
            if (run.mode() == Mode.REPAIR) {
                repair(run, page.differences());
            }
        }
        Optional<Run> next = runs.advance(run, page, config.lease());
        if (next.isEmpty()) {
            LOG.infof("reconcile ended run=%d mode=%s", run.id(), run.mode().wire());
            metrics.counter(RUNS, "outcome", FINISHED).increment();
            runs.purge(config.maxRuns());
        }
        return next;
    }

    /** One line a page: a backfill finds as many as there are subscriptions. */
    private void tell(Run run, List<Difference> differences) {
        Map<String, Long> kinds =
                differences.stream()
                        .collect(
                                Collectors.groupingBy(
                                        difference -> difference.kind().wire(),
                                        TreeMap::new,
                                        Collectors.counting()));
        if (run.mode() == Mode.REPAIR) {
            kinds.forEach(
                    (kind, count) -> metrics.counter(DIFFERENCES, "kind", kind).increment(count));
        }
        LOG.warnf(
                "reconcile found run=%d phase=%s kinds=%s first=%s",
                run.id(), run.phase().wire(), kinds, differences.getFirst().subject());
    }

    private void repair(Run run, List<Difference> differences) throws SQLException {
        List<JsonNode> missed =
                differences.stream()
                        .map(Difference::remedy)
                        .filter(Remedy.Keep.class::isInstance)
                        .map(remedy -> ((Remedy.Keep) remedy).event())
                        .toList();
        if (!missed.isEmpty()) {
            repairs.keep(missed);
        }
        Map<String, String> due = new TreeMap<>();
        differences.stream()
                .filter(difference -> difference.remedy() instanceof Remedy.MakeDue)
                .forEach(difference -> due.put(difference.lane(), difference.kind().wire()));
        if (!due.isEmpty()) {
            repairs.makeDue(due);
        }
        repairs.replay(
                differences.stream()
                        .filter(difference -> difference.remedy() instanceof Remedy.Replay)
                        .map(Difference::subject)
                        .toList());
        runs.repaired(run, differences.stream().filter(Difference::repairable).toList());
    }
}
