package io.tollgate.local.standin.delivery;

import java.time.Duration;

/**
 * When a failed delivery is tried again, in real time: Stripe's own hours would be of no use to a
 * test.
 *
 * @param first the wait after the first failure; each later one is twice as long
 * @param most the longest wait
 */
public record RetryPolicy(Duration first, Duration most) {

    /** Stripe stops after three days, by its own clock. */
    static final long GIVE_UP_SECONDS = 3L * 24 * 3600;

    /**
     * What was tried less often is not given up: Stripe tries more often in three days, and a clock
     * that jumps over them has tried once.
     */
    static final int LEAST_ATTEMPTS = 8;

    private static final int MAX_DOUBLINGS = 20;

    /** The wait after so many failures. */
    long waitNanos(int failures) {
        long doubled = first.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
        return doubled <= 0 ? most.toNanos() : Math.min(doubled, most.toNanos());
    }
}
