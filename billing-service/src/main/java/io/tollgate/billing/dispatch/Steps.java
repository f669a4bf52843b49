package io.tollgate.billing.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a worker did what with a lane, on this process' monotonic clock. */
final class Steps {

    private final long claimed = System.nanoTime();
    private volatile @Nullable Long fetched;

    /** Stripe has answered. */
    void fetched() {
        fetched = System.nanoTime();
    }

    Duration sinceClaimed() {
        return Duration.ofNanos(System.nanoTime() - claimed);
    }

    /** Null if Stripe was not asked. */
    @Nullable Duration sinceFetched() {
        Long at = fetched;
        return at == null ? null : Duration.ofNanos(System.nanoTime() - at);
    }
}
