package io.tollgate.core.plan;

/** Something a plan limits. */
public record Resource(String name, Unit unit) {

    /** What a resource is counted in. */
    public enum Unit {
        COUNT,
        BYTES
    }
}
