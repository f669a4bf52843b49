package io.tollgate.core.quota;

import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.core.plan.Limit;

/** Whether an amount fits a limit. */
final class LimitDecision {

    private LimitDecision() {}

    /** Decides without a sum that could overflow: none of the amounts is negative. */
    static LimitReason decide(Limit limit, long taken, long requested) {
        return switch (limit) {
            case Limit.Unlimited() -> LimitReason.UNLIMITED;
            case Limit.AtMost(long amount) ->
                    taken <= amount && requested <= amount - taken
                            ? LimitReason.WITHIN_LIMIT
                            : LimitReason.OVER_LIMIT;
            case Limit.Feature(boolean included) ->
                    included ? LimitReason.INCLUDED : LimitReason.NOT_INCLUDED;
        };
    }
}
