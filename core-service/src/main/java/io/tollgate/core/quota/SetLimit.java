package io.tollgate.core.quota;

import io.tollgate.core.plan.Limit;
import io.tollgate.core.plan.PlanLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a person set for one user, instead of the plan's.
 *
 * @param amount the number; null for unlimited, or for a feature the user is to have
 * @param endsAt from then on the plan's limit counts again
 */
record SetLimit(@Nullable Long amount, String reason, Instant endsAt, String setBy) {

    /** What it means for a resource the plan has this rule for. */
    Limit limit(PlanLimit rule) {
        if (rule.limit() instanceof Limit.Feature) {
            return new Limit.Feature(amount == null || amount > 0);
        }
        return amount == null ? new Limit.Unlimited() : new Limit.AtMost(amount);
    }
}
