package io.tollgate.local.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * What one side did in one round.
 *
 * @param sortedNanos how long each took, in order
 * @param elapsed how long all took
 * @param failed how many did not succeed
 */
record Samples(long[] sortedNanos, Duration elapsed, long failed) {

    /** Collects; not for use by several threads at once. */
    static final class Builder {

        private long[] nanos = new long[1 << 12];
        private int size;
        private long failed;

        void add(long duration) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = duration;
        }

        void fail() {
            failed++;
        }

        void addAll(Builder other) {
            for (int i = 0; i < other.size; i++) {
                add(other.nanos[i]);
            }
            failed += other.failed;
        }

        Samples build(Duration elapsed) {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return new Samples(sorted, elapsed, failed);
        }
    }

    double perSecond() {
        return sortedNanos.length / (elapsed.toNanos() / 1e9);
    }

    /** In milliseconds, for a part such as 0.99. */
    double percentile(double part) {
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(part * sortedNanos.length) - 1;
        return sortedNanos[Math.max(0, index)] / 1e6;
    }
}
