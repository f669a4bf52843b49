package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the dispatcher of this process after a commit. Losing a wake-up only costs a poll. */
@ApplicationScoped
public class Arrivals {

    /** So many events in one commit mean that deliveries queue up. */
    private static final int LARGE_BATCH = 8;

    /** How long after such a commit the inbox counts as under pressure. */
    private static final long PRESSURE_NANOS = 50_000_000;

    private final Semaphore signal = new Semaphore(0);
    private volatile long pressureUntil = System.nanoTime();

    /** So many events are about to share a commit. */
    void committing(int events) {
        if (events >= LARGE_BATCH) {
            pressureUntil = System.nanoTime() + PRESSURE_NANOS;
        }
    }

    /**
     * Whether deliveries come faster than they could be kept one by one. The dispatcher then leaves
     * the machine to them: Stripe waits for an answer, core can wait a moment.
     */
    public boolean underPressure() {
        return System.nanoTime() - pressureUntil < 0;
    }

    /** Something became due. */
    public void announce() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Waits until something was announced, at most this long. */
    public void await(Duration limit) throws InterruptedException {
        if (signal.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
