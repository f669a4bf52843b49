package io.tollgate.core.plan;

/** Something a plan limits. */
public record Resource(String name, Unit unit) {

    /** What a resource is counted in. */
    public enum Unit {
        COUNT,
        BYTES,
        /** Not counted: a plan has it or not. */
        FEATURE
    }

    /** Whether users take some of it and give it back. */
    public boolean isCounted() {
        return unit != Unit.FEATURE;
    }
}
