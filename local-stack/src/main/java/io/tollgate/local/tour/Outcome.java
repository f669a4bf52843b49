package io.tollgate.local.tour;

/**
 * How a step went.
 *
 * @param step what was done
 * @param http the status of the answer; 0 if there was none
 * @param seen what core said last
 */
record Outcome(Step step, int http, Seen seen) {

    boolean isAsExpected() {
        return http == step.expected().http() && seen.equals(step.expected().seen());
    }
}
