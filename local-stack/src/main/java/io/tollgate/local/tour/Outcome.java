package io.tollgate.local.tour;

/**
 * How a step went.
 *
 * @param step what was done
 * @param http the status of the answer; 0 if there was none
 * @param allowed what core said last
 */
record Outcome(Step step, int http, Allowed allowed) {

    boolean isAsExpected() {
        return http == step.expected().http() && allowed.equals(step.expected().allowed());
    }
}
