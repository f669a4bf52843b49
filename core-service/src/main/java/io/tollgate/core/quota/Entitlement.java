package io.tollgate.core.quota;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Plan;
import io.tollgate.core.subscription.UserSubscription;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which plan a user is on now, and why. Decided purely from the user's subscriptions, the catalogue
 * and the clock; of several subscriptions the best one counts, so that one that has ended takes
 * nothing from another. Times are Unix seconds.
 *
 * @param status of the subscription that grants the plan; null for the default plan
 * @param accessUntil when the plan ends if nothing new arrives; null for the default plan
 * @param seats how many the subscription is for; 1 if it does not say
 * @param since since when the plan counts; null if there never was a subscription
 * @param considered all subscriptions, the one that counts first
 */
record Entitlement(
        Plan plan,
        @Nullable SubscriptionStatus status,
        PlanReason reason,
        @Nullable Long accessUntil,
        @Nullable Long since,
        long seats,
        List<Worth> considered) {

    private static final long ONE_SEAT = 1;

    /**
     * Best plan, then the most seats, the longest access, then the id: the same input gives the
     * same answer.
     */
    private static final Comparator<Worth> BEST_FIRST =
            Comparator.comparing(Worth::grants)
                    .thenComparingInt(Worth::rankIfGranted)
                    .thenComparingLong(Worth::seatsIfGranted)
                    .thenComparingInt(Worth::weightOfReason)
                    .thenComparingLong(Worth::untilOrZero)
                    .reversed()
                    .thenComparing(worth -> worth.subscription().subscriptionId());

    static Entitlement decide(
            List<UserSubscription> subscriptions, Catalogue catalogue, Instant now) {
        List<Worth> considered =
                subscriptions.stream()
                        .map(each -> Worth.of(each, catalogue.access(), now))
                        .sorted(BEST_FIRST)
                        .toList();
        if (considered.isEmpty()) {
            return new Entitlement(
                    catalogue.defaultPlan(),
                    null,
                    PlanReason.NO_SUBSCRIPTION,
                    null,
                    null,
                    ONE_SEAT,
                    considered);
        }
        Worth best = considered.getFirst();
        Plan plan = best.subscription().plan();
        if (!best.grants() || plan == null) {
            return new Entitlement(
                    catalogue.defaultPlan(),
                    null,
                    best.reason(),
                    null,
                    best.until(),
                    ONE_SEAT,
                    considered);
        }
        return new Entitlement(
                plan,
                best.subscription().status(),
                best.reason(),
                best.until(),
                best.subscription().times().start(),
                seats(best.subscription()),
                considered);
    }

    private static long seats(UserSubscription subscription) {
        return subscription.quantity() == null ? ONE_SEAT : subscription.quantity();
    }
}
