package io.tollgate.core.plan;

/** How much of a resource is allowed, in the resource's unit. */
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

    /** Something one has or has not: there is nothing to count. */
    record Feature(boolean included) implements Limit {}
}
