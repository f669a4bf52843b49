package io.tollgate.billing.inbox;

import org.jspecify.annotations.Nullable;

/**
 * How a lane stands, for whoever compares it with Stripe.
 *
 * @param inFlight something of it waits or is being worked on: it is not done yet
 * @param version moves whenever something of it arrives or a worker claims it
 * @param known whether an event of it was ever kept, or a worker has told core of it
 * @param failed whether its newest event is parked for an operator
 * @param needsFetch whether its state was decided without Stripe
 * @param paidThrough end of the latest paid period, Unix seconds
 */
public record LaneStanding(
        boolean inFlight,
        long version,
        boolean known,
        boolean failed,
        boolean needsFetch,
        @Nullable Long paidThrough) {}
