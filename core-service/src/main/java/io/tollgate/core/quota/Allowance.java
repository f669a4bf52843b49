package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.core.plan.Limit;
import io.tollgate.core.plan.PlanLimit;
import org.jspecify.annotations.Nullable;

/**
 * How much one user may have of one resource now.
 *
 * @param plan the plan that counts
 * @param limit of all seats together, or what an override says instead
 * @param soft whether passing it only warns
 * @param overridden whether a person set it for this user
 */
record Allowance(String plan, Limit limit, boolean soft, boolean overridden) {

    static Allowance of(Entitlement entitlement, String resource, @Nullable SetLimit override) {
        PlanLimit rule = entitlement.plan().limit(resource);
        Limit limit = override == null ? rule.forSeats(entitlement.seats()) : override.limit(rule);
        return new Allowance(entitlement.plan().name(), limit, rule.soft(), override != null);
    }

    /** Whether so much more fits. The arguments are not negative; no counter passes 2^53. */
    LimitReason decide(long taken, long requested) {
        boolean countable = requested <= FieldChecks.MAX_COUNT - taken;
        return switch (LimitDecision.decide(limit, taken, requested)) {
            case WITHIN_LIMIT -> LimitReason.WITHIN_LIMIT;
            case UNLIMITED -> countable ? LimitReason.UNLIMITED : LimitReason.OVER_LIMIT;
            case OVER_LIMIT ->
                    soft && countable ? LimitReason.OVER_SOFT_LIMIT : LimitReason.OVER_LIMIT;
            case OVER_SOFT_LIMIT -> LimitReason.OVER_SOFT_LIMIT;
            case INCLUDED -> LimitReason.INCLUDED;
            case NOT_INCLUDED -> LimitReason.NOT_INCLUDED;
        };
    }

    /** The number; null if there is none. */
    @Nullable Long amount() {
        return switch (limit) {
            case Limit.AtMost(long amount) -> amount;
            case Limit.Unlimited _, Limit.Feature _ -> null;
        };
    }

    boolean isUnlimited() {
        return limit instanceof Limit.Unlimited;
    }

    /** What still fits, never below 0; null if there is no number. */
    @Nullable Long remaining(long taken) {
        Long amount = amount();
        return amount == null ? null : Math.max(0, amount - taken);
    }

    /** How much is taken over the limit; 0 if nothing is. */
    long overBy(long taken) {
        Long amount = amount();
        return amount == null ? 0 : Math.max(0, taken - amount);
    }

    String source() {
        return overridden ? "override" : "plan";
    }
}
