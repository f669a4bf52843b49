package io.tollgate.billing.dispatch;

import java.time.Duration;

/**
 * How a lane is given back to be tried again.
 *
 * @param dueIn how long it waits
 * @param counted whether the attempt counts; not while a breaker is open
 * @param forStripe whether it waits for Stripe: after a time the kept events stand in for it, so
 *     that is no reason to give the lane up
 * @param error for an operator; nothing from foreign texts
 */
record Retry(Duration dueIn, boolean counted, boolean forStripe, String error) {}
