package io.tollgate.billing.stripe;

import java.time.Duration;

/**
 * When something must be over, on this process' monotonic clock.
 *
 * @param endNanos by {@link System#nanoTime}
 */
public record Deadline(long endNanos) {

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
