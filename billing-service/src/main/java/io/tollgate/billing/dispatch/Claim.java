package io.tollgate.billing.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lane that belongs to one worker until its lease ends.
 *
 * @param lane the lane's id
 * @param sequence drawn at this claim: the fencing token of every write, and the order at core
 * @param arrivals events ever stored for it, as of this claim
 * @param attempts claims since the last success, this one included
 * @param lostLeases workers lost over it in a row
 * @param failingFor how long it has been failing; zero if it is not
 * @param stripeFailingFor how long it has been waiting for Stripe; zero if it is not
 * @param state the state last told to core, as JSON
 * @param paidThrough end of the latest paid period, Unix seconds
 * @param cause why it is to be looked at, if it is for something other than an event
 * @param leaseEndsNanos when the lease ends at the latest, on this process' monotonic clock
 * @param steps when what was done of it
 */
record Claim(
        String lane,
        long sequence,
        long arrivals,
        int attempts,
        int lostLeases,
        Duration failingFor,
        Duration stripeFailingFor,
        @Nullable String state,
        @Nullable Long paidThrough,
        @Nullable String cause,
        long leaseEndsNanos,
        Steps steps) {

    /** What is left of the lease. */
    Duration leaseLeft() {
        return Duration.ofNanos(leaseEndsNanos - System.nanoTime());
    }
}
