package io.tollgate.core.quota;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.subscription.UserSubscription;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription is worth now: whether it gives access, until when (exclusive, Unix seconds;
 * null if its state gives none at any time), and why.
 */
record Worth(
        UserSubscription subscription, boolean grants, PlanReason reason, @Nullable Long until) {

    static Worth of(UserSubscription subscription, Catalogue.Access access, Instant now) {
        SubscriptionStatus status = subscription.status();
        if (status == null) {
            return none(subscription, PlanReason.STATUS_UNKNOWN);
        }
        UserSubscription.Times times = subscription.times();
        return switch (access.rule(status)) {
            case NO_ACCESS -> none(subscription, PlanReason.STATUS_WITHOUT_ACCESS);
            case UNTIL_EXPIRY -> until(subscription, now, times.expiry(), PlanReason.SUBSCRIBED);
            case UNTIL_TRIAL_END -> {
                long end = times.trialEnd() == null ? times.expiry() : times.trialEnd();
                yield until(subscription, now, end, PlanReason.TRIAL);
            }
            case UNTIL_RENEWAL -> {
                long end = extended(times.expiry(), access.renewalLeeway(), times.cancelAt());
                boolean over = now.getEpochSecond() >= times.expiry();
                yield until(
                        subscription,
                        now,
                        end,
                        over ? PlanReason.RENEWAL_AWAITED : PlanReason.SUBSCRIBED);
            }
            case UNTIL_PAYMENT_GRACE -> {
                long paid = times.paidThrough() == null ? times.expiry() : times.paidThrough();
                long end = extended(paid, access.pastDueGrace(), times.cancelAt());
                yield until(subscription, now, end, PlanReason.PAYMENT_OVERDUE);
            }
        };
    }

    /** The end plus the leeway, but never past a scheduled end; one before {@code end} stops it. */
    private static long extended(long end, Duration leeway, @Nullable Long scheduledEnd) {
        long extended = end + leeway.toSeconds();
        return scheduledEnd == null ? extended : Math.max(end, Math.min(extended, scheduledEnd));
    }

    private static Worth none(UserSubscription subscription, PlanReason reason) {
        return new Worth(subscription, false, reason, null);
    }

    private static Worth until(
            UserSubscription subscription, Instant now, long end, PlanReason reason) {
        if (now.getEpochSecond() >= end) {
            return new Worth(subscription, false, PlanReason.EXPIRED, end);
        }
        return subscription.plan() == null
                ? new Worth(subscription, false, PlanReason.PLAN_UNKNOWN, end)
                : new Worth(subscription, true, reason, end);
    }

    int rankIfGranted() {
        return !grants || subscription.plan() == null ? -1 : subscription.plan().rank();
    }

    long seatsIfGranted() {
        if (!grants) {
            return 0;
        }
        return subscription.quantity() == null ? 1 : subscription.quantity();
    }

    /**
     * Of several that grant nothing, the one somebody can do something about explains it; one that
     * has ended for good only if there is no other.
     */
    int weightOfReason() {
        SubscriptionStatus status = subscription.status();
        if (status != null && status.isTerminal()) {
            return 1;
        }
        return switch (reason) {
            case SUBSCRIBED, TRIAL, RENEWAL_AWAITED, PAYMENT_OVERDUE, NO_SUBSCRIPTION -> 0;
            case EXPIRED -> 2;
            case STATUS_WITHOUT_ACCESS -> 3;
            case STATUS_UNKNOWN -> 4;
            case PLAN_UNKNOWN -> 5;
        };
    }

    long untilOrZero() {
        return until == null ? 0 : until;
    }
}
