package io.tollgate.local.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state by looking at it again and again, up to a deadline. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Whether the condition held before the time was over; an interrupt ends the wait as well. */
    public static boolean until(Duration timeout, BooleanSupplier condition) {
        return until(timeout, PAUSE, condition);
    }

    /** As {@link #until(Duration, BooleanSupplier)}, looking at the state at another interval. */
    public static boolean until(Duration timeout, Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
