package io.tollgate.core.plan;

/** How much of a resource a plan allows, in the resource's unit. */
public sealed interface Limit {

    /** At most so much. */
    record AtMost(long amount) implements Limit {
        public AtMost {
            if (amount < 0) {
                throw new IllegalArgumentException("a limit is never negative");
            }
        }
    }

    /** As much as anyone likes. */
    record Unlimited() implements Limit {}
}
