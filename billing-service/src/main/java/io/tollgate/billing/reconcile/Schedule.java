package io.tollgate.billing.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts runs when they are due and works on what nobody works on. Every replica does so; the
 * database lets one run at a time through.
 */
@ApplicationScoped
class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    static final String STARTED_BY = "schedule";

    /** Below Quarkus' own limit for a stopping process. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final RunTable runs;
    private final ReconcileConfig config;
    private final Optional<Reconciler> reconciler;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("reconcile").daemon(true).unstarted(this::run);
    private volatile boolean stopping;

    Schedule(RunTable runs, ReconcileConfig config, ReconcileParts.Work work) {
        this.runs = runs;
        this.config = config;
        this.reconciler = work.reconciler();
    }

    /** Whether there is a key to compare with. */
    boolean canRun() {
        return reconciler.isPresent();
    }

    /** Looks at once whether there is something to do. */
    void wake() {
        signal.release();
    }

    void start(@Observes StartupEvent event) {
        if (canRun()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        if (canRun()) {
            thread.join(DRAIN);
        }
    }

    private void run() {
        while (!stopping) {
            try {
                if (!config.every().isZero() && runs.isDue(config.every())) {
                    runs.start(Mode.REPAIR, STARTED_BY, false, config.overlap());
                }
                Optional<Run> run = runs.take(config.lease());
                if (run.isPresent()) {
                    reconciler.orElseThrow().work(run.get(), this::await, () -> stopping);
                } else {
                    await(config.poll());
                }
            } catch (SQLException e) {
                LOG.errorf("reconcile interrupted sqlstate=%s", e.getSQLState());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("reconcile step failed", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            await(config.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Duration time) throws InterruptedException {
        if (signal.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
