package io.tollgate.billing.payment;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.billing.payment.PaymentParts.Desk;
import io.tollgate.billing.payment.PaymentParts.WithStripe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Clears up after payments now and then, as long as the process lives. */
@ApplicationScoped
class ClearUpLoop {

    private static final Logger LOG = Logger.getLogger(ClearUpLoop.class);

    private final Desk desk;
    private final PaymentConfig config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("payment-clear-up").daemon(true).factory());
    private long nextOrphans = System.nanoTime();

    ClearUpLoop(Desk desk, PaymentConfig config) {
        this.desk = desk;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        desk.stripe()
                .ifPresent(
                        parts -> {
                            long pause = config.clearUpEvery().toMillis();
                            timer.scheduleWithFixedDelay(
                                    () -> run(parts), pause, pause, TimeUnit.MILLISECONDS);
                        });
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void run(WithStripe parts) {
        boolean orphans = System.nanoTime() - nextOrphans >= 0;
        if (orphans) {
            nextOrphans = System.nanoTime() + config.orphansEvery().toNanos();
        }
        try {
            parts.clearUp().run(orphans);
        } catch (RuntimeException e) {
            // The next go tries again; without this the timer would stop for good.
            LOG.error("clearing up failed", e);
        }
    }
}
