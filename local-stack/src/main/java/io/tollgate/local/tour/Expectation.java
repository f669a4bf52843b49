package io.tollgate.local.tour;

/**
 * What must hold after a step, written down beforehand.
 *
 * @param http the status of the answer
 * @param seen what core must come to say
 */
record Expectation(int http, Seen seen) {}
