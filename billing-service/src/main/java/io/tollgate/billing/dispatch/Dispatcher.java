package io.tollgate.billing.dispatch;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.billing.inbox.Arrivals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * The loop that keeps core up to date: woken by a commit of this process, and by a poll for
 * everything else. Any number of replicas run it on one database, with no leader.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final Arrivals arrivals;
    private final DispatchConfig config;
    private final LaneTable lanes;
    private final Round round;
    private final Thread thread =
            Thread.ofPlatform().name("dispatcher").daemon(true).unstarted(this::run);
    private volatile boolean stopping;

    Dispatcher(Arrivals arrivals, DispatchConfig config, LaneTable lanes, Round round) {
        this.arrivals = arrivals;
        this.config = config;
        this.lanes = lanes;
        this.round = round;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    /** Claims nothing more and lets what is in work finish. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        arrivals.announce();
        thread.join(config.drain());
        if (!round.drain(config.drain())) {
            LOG.warn("lanes still in work at the end; their leases will run out");
        }
    }

    private void run() {
        long nextSweep = System.nanoTime();
        while (!stopping) {
            try {
                if (System.nanoTime() - nextSweep >= 0) {
                    nextSweep = System.nanoTime() + config.sweep().toNanos();
                    sweep();
                }
                if (!round.claimAndStart()) {
                    arrivals.await(config.poll());
                }
            } catch (SQLException e) {
                LOG.errorf("lanes not claimed sqlstate=%s", e.getSQLState());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("dispatcher round failed", e);
                pause();
            }
        }
    }

    private void sweep() throws SQLException {
        int found = lanes.sweep();
        if (found > 0) {
            LOG.warnf("lanes left behind, due again count=%d", found);
        }
    }

    private void pause() {
        try {
            arrivals.await(config.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
