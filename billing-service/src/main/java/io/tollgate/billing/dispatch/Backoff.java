package io.tollgate.billing.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between retries: doubling up to a cap, each between half and all of it, by chance. */
record Backoff(Duration first, Duration cap, RandomGenerator random) {

    /** Doublings after which the cap is reached whatever the settings; keeps the shift small. */
    private static final int MAX_DOUBLINGS = 20;

    /** The wait after this many attempts, the first being 1. */
    Duration after(int attempts) {
        long doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
        long full = Math.min(first.toMillis() << doublings, cap.toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
