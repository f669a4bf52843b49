package io.tollgate.local.standin.state;

import java.time.Clock;

/** Runs with the system's clock, as far ahead of it as it was ever advanced. */
final class StandInClock {

    private static final long MILLIS = 1000;

    private final Clock system;
    private volatile long aheadMillis;

    StandInClock(Clock system) {
        this.system = system;
    }

    /** Unix seconds. */
    long now() {
        return Math.floorDiv(system.millis() + aheadMillis, MILLIS);
    }

    /** How far it is ahead of the system's, in milliseconds. */
    long ahead() {
        return aheadMillis;
    }

    void ahead(long millis) {
        aheadMillis = millis;
    }

    /** Jumps forward to a moment; never back. */
    void advanceTo(long unixSeconds) {
        aheadMillis = Math.max(aheadMillis, unixSeconds * MILLIS - system.millis());
    }
}
