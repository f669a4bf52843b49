package io.tollgate.core;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that tests turn by hand. It stands still at a fixed second until they do. */
@Mock
@ApplicationScoped
public class TurnableClock extends Clock {

    /** 2024-03-10T12:00:00Z, ten days before the sample period of the tests ends. */
    public static final Instant START = Instant.ofEpochSecond(1_710_072_000L);

    private volatile Instant now = START;

    /** Turns it to a second. */
    public void setTo(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    /** Puts it back to {@link #START}. */
    public void reset() {
        now = START;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
