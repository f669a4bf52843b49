package io.tollgate.billing.reconcile;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Renews a lease while something takes long; a process that dies or stalls renews it no more. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    /** Two may be missed before the lease is over. */
    private static final int BEATS_IN_A_LEASE = 3;

    /** Extends the lease; false if it was lost. */
    interface Renewal {
        boolean renew() throws SQLException;
    }

    private final Renewal renewal;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);

    Heartbeat(Renewal renewal, Duration lease) {
        this.renewal = renewal;
        this.every = lease.dividedBy(BEATS_IN_A_LEASE);
    }

    void start() {
        Thread.ofVirtual().name("reconcile-lease").start(this::beat);
    }

    private void beat() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!renewal.renew()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warnf("reconcile lease not renewed sqlstate=%s", e.getSQLState());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
