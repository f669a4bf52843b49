package io.tollgate.core.plan;

import io.tollgate.contracts.problem.FieldChecks;

/**
 * What a plan says about one resource.
 *
 * @param limit how much
 * @param soft whether passing it only warns
 * @param perSeat whether it is for each seat of the subscription
 */
public record PlanLimit(Limit limit, boolean soft, boolean perSeat) {

    /** A hard limit for the whole subscription. */
    static PlanLimit hard(Limit limit) {
        return new PlanLimit(limit, false, false);
    }

    /** The limit of so many seats; what would pass 2^53 stops there. */
    public Limit forSeats(long seats) {
        return switch (limit) {
            case Limit.AtMost(long amount) ->
                    perSeat ? new Limit.AtMost(saturated(amount, seats)) : limit;
            case Limit.Unlimited _, Limit.Feature _ -> limit;
        };
    }

    private static long saturated(long amount, long seats) {
        return amount != 0 && seats > FieldChecks.MAX_COUNT / amount
                ? FieldChecks.MAX_COUNT
                : amount * seats;
    }
}
