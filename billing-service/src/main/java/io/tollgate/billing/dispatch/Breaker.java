package io.tollgate.billing.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stops calls to a service that is down, so that an outage costs a probe now and then and counts
 * against no lane. Asked before a claim, told after a call.
 */
final class Breaker {

    /** What may be claimed now. */
    enum Permit {
        /** Anything. */
        ALL,
        /** One lane, to see whether the service is back. */
        PROBE,
        /** Nothing. */
        NONE
    }

    private final Clock clock;
    private final int failuresToOpen;
    private final Duration probeEvery;
    private int failures;
    private Instant nextProbe = Instant.MIN;
    private Instant openSince = Instant.MAX;

    Breaker(Clock clock, int failuresToOpen, Duration probeEvery) {
        this.clock = clock;
        this.failuresToOpen = failuresToOpen;
        this.probeEvery = probeEvery;
    }

    synchronized boolean open() {
        return failures >= failuresToOpen;
    }

    /** Asks for a permit; a probe is handed out once per interval. */
    synchronized Permit ask() {
        if (!open()) {
            return Permit.ALL;
        }
        Instant now = clock.instant();
        if (now.isBefore(nextProbe)) {
            return Permit.NONE;
        }
        nextProbe = now.plus(probeEvery);
        return Permit.PROBE;
    }

    /** Whether it has been open for at least this long. */
    synchronized boolean openFor(Duration time) {
        return open() && !clock.instant().isBefore(openSince.plus(time));
    }

    /** Since when it is open; null while it is closed. */
    synchronized @Nullable Instant openSince() {
        return open() ? openSince : null;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    void failed() {
        failed(probeEvery);
    }

    /**
     * A call failed.
     *
     * @param probeIn when, with the breaker open, the next probe may be made
     */
    synchronized void failed(Duration probeIn) {
        boolean wasOpen = open();
        failures = Math.min(failures + 1, failuresToOpen);
        if (open()) {
            Instant now = clock.instant();
            nextProbe = now.plus(probeIn);
            openSince = wasOpen ? openSince : now;
        }
    }
}
