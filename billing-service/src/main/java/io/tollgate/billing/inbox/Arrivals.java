package io.tollgate.billing.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the dispatcher of this process after a commit. Losing a wake-up only costs a poll. */
@ApplicationScoped
public class Arrivals {

    private final Semaphore signal = new Semaphore(0);

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
