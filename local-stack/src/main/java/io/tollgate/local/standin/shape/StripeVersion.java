package io.tollgate.local.standin.shape;

import java.util.Optional;
import java.util.stream.Stream;

/** The API versions the stand-in speaks, from the oldest to the newest. */
public enum StripeVersion {
    /** Long before periods moved to the items. */
    V2020_08_27("2020-08-27"),

    /** The last dated style, still before that move. */
    V2024_06_20("2024-06-20"),

    /** What stripe-java 33.3.0 speaks. */
    DAHLIA("2026-07-29.dahlia"),

    /** The newest; knows the pause call and why a subscription is paused. */
    ENDIVE("2026-10-28.endive");

    private final String wire;

    StripeVersion(String wire) {
        this.wire = wire;
    }

    /** As it stands in the header and in {@code api_version}. */
    public String wire() {
        return wire;
    }

    public boolean isAtLeast(StripeVersion other) {
        return compareTo(other) >= 0;
    }

    /** Periods on the subscription, the subscription on the invoice. */
    boolean isBeforeBasil() {
        return compareTo(DAHLIA) < 0;
    }

    public static Optional<StripeVersion> of(String wire) {
        return Stream.of(values()).filter(version -> version.wire.equals(wire)).findFirst();
    }
}
