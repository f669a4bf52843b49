package io.tollgate.billing.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * How often a sign-in may fail on this replica, for a name and in total. Names share a fixed number
 * of places, so that made-up ones cannot fill the memory, and unknown ones fare like known ones.
 */
final class Attempts {

    /** Enough for somebody who has forgotten; nothing for somebody who guesses. */
    static final int PER_NAME = 10;

    static final int IN_TOTAL = 100;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int PLACES = 4096;

    private final Clock clock;
    private final int salt;
    private final int[] failed = new int[PLACES];
    private int total;
    private Instant until = Instant.MIN;

    Attempts(Clock clock, int salt) {
        this.clock = clock;
        this.salt = salt;
    }

    /** How long this name has to wait; zero if it need not. */
    synchronized Duration waitOf(String name) {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            Arrays.fill(failed, 0);
            total = 0;
            until = now.plus(WINDOW);
        }
        return failed[place(name)] >= PER_NAME || total >= IN_TOTAL
                ? Duration.between(now, until)
                : Duration.ZERO;
    }

    /** Counted before it is looked at: many at once must not get through together. */
    synchronized void begin(String name) {
        failed[place(name)]++;
        total++;
    }

    /** It was the right one after all: who signs in often has done nothing wrong. */
    synchronized void succeeded(String name) {
        failed[place(name)] = 0;
        total = Math.max(0, total - 1);
    }

    private int place(String name) {
        return Math.floorMod(Objects.hash(salt, name), PLACES);
    }
}
