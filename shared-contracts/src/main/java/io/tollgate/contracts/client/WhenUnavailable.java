package io.tollgate.contracts.client;

/**
 * What a caller does while core cannot be asked. There is no default: for each use somebody has to
 * decide whether a user may go on uncounted, or has to wait.
 */
public enum WhenUnavailable {
    /** Go on: the user is not held up, and a recount sets the counter right later. */
    FAIL_OPEN,
    /** Stop: nothing is used that was not counted. */
    FAIL_CLOSED
}
