package io.tollgate.billing.stripe;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Spaces calls evenly, so that this process stays below a rate. Callers queue for their turn; one
 * whose turn comes too late is turned away at once instead.
 */
public final class Pace {

    private final long nanosPerCall;
    private final LongSupplier nanoTime;
    private long next;

    /** At most so many calls in a second. */
    public Pace(int callsPerSecond) {
        this(callsPerSecond, System::nanoTime);
    }

    Pace(int callsPerSecond, LongSupplier nanoTime) {
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("calls per second must be positive");
        }
        this.nanosPerCall = Duration.ofSeconds(1).toNanos() / callsPerSecond;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /**
     * Waits for a turn.
     *
     * @return false, without waiting, if it would come after this time
     */
    public boolean await(Duration limit) {
        long now = nanoTime.getAsLong();
        long turn = reserve(now, limit.toNanos());
        if (turn < 0) {
            return false;
        }
        for (long left = turn; left > 0; left = now + turn - nanoTime.getAsLong()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    /** Nanoseconds until the turn taken; negative if none is taken. */
    synchronized long reserve(long now, long limitNanos) {
        long wait = Math.max(0, next - now);
        if (wait > limitNanos) {
            return -1;
        }
        next = now + wait + nanosPerCall;
        return wait;
    }
}
