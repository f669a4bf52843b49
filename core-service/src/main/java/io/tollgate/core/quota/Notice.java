package io.tollgate.core.quota;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Resource;
import io.tollgate.core.subscription.TermsChanged;
import io.tollgate.core.subscription.UserSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something worth telling, and what it is about: each cause is told once for each kind. What is
 * worth telling is decided purely, in here.
 *
 * @param details the numbers, for whoever words it
 */
record Notice(@Nullable String userId, Kind kind, String cause, Map<String, Object> details) {

    /** Enough is left at this point to do something about it. */
    private static final int NEAR_PERCENT = 80;

    /** A working day to pay, before access ends. */
    private static final Duration ENDING = Duration.ofHours(24);

    Notice {
        details = Map.copyOf(details);
    }

    enum Kind {
        NEAR_LIMIT,
        AT_LIMIT,
        OVER_LIMIT,
        GRACE_STARTED,
        GRACE_ENDING,
        PAYMENT_FAILED,
        PRICE_UNMAPPED,
        SECOND_SUBSCRIPTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a take came near a limit, or up to it; once for each limit in each period. */
    static Optional<Notice> crossing(
            Counter counter,
            Entitlement entitlement,
            Allowance allowance,
            long before,
            long after) {
        Long limit = allowance.amount();
        if (limit == null || limit == 0 || after <= before) {
            return Optional.empty();
        }
        if (before < limit && after >= limit) {
            return Optional.of(about(Kind.AT_LIMIT, counter, entitlement, limit, after));
        }
        boolean crossed = !isNear(before, limit) && isNear(after, limit);
        return crossed
                ? Optional.of(about(Kind.NEAR_LIMIT, counter, entitlement, limit, after))
                : Optional.empty();
    }

    /** No product overflows: no amount is over 2^53. */
    private static boolean isNear(long taken, long limit) {
        return taken * 100 >= limit * NEAR_PERCENT;
    }

    private static Notice about(
            Kind kind, Counter counter, Entitlement entitlement, long limit, long taken) {
        String since = entitlement.since() == null ? "-" : entitlement.since().toString();
        return new Notice(
                counter.userId(),
                kind,
                "%s %s %d %s".formatted(counter.userId(), counter.resource(), limit, since),
                Map.of("resource", counter.resource(), "limit", limit, "taken", taken));
    }

    /** What a user's state is worth telling at a moment, whatever led to it. */
    static List<Notice> standing(String userId, Facts facts, Catalogue catalogue) {
        Terms terms = new Terms(facts, catalogue);
        Entitlement entitlement = terms.entitlement(userId);
        List<Notice> notices = new ArrayList<>(grace(userId, entitlement, facts.now()));
        for (Resource resource : catalogue.resources()) {
            Counter counter = new Counter(userId, resource.name());
            Allowance allowance = terms.allowance(counter);
            Facts.Balance balance = facts.balances().getOrDefault(counter, Facts.Balance.NONE);
            long taken = balance.used() + balance.reserved();
            Long limit = allowance.amount();
            if (limit != null && !allowance.soft() && allowance.overBy(taken) > 0) {
                notices.add(about(Kind.OVER_LIMIT, counter, entitlement, limit, taken));
            }
        }
        return notices;
    }

    private static List<Notice> grace(String userId, Entitlement entitlement, Instant now) {
        Long end = entitlement.accessUntil();
        if (entitlement.reason() != PlanReason.PAYMENT_OVERDUE || end == null) {
            return List.of();
        }
        String cause =
                entitlement.considered().getFirst().subscription().subscriptionId() + " " + end;
        Map<String, Object> details = Map.of("plan", entitlement.plan().name(), "ends_at", end);
        Notice started = new Notice(userId, Kind.GRACE_STARTED, cause, details);
        return Instant.ofEpochSecond(end).minus(ENDING).isAfter(now)
                ? List.of(started)
                : List.of(started, new Notice(userId, Kind.GRACE_ENDING, cause, details));
    }

    /** What a change of a subscription is worth telling by itself. */
    static List<Notice> of(TermsChanged change) {
        UserSubscription subscription = change.subscription();
        String userId = change.userIds().stream().findFirst().orElse(null);
        List<Notice> notices = new ArrayList<>();
        String id = subscription.subscriptionId();
        boolean failed =
                subscription.status() == SubscriptionStatus.PAST_DUE
                        || subscription.status() == SubscriptionStatus.UNPAID;
        if (failed) {
            notices.add(
                    new Notice(
                            userId,
                            Kind.PAYMENT_FAILED,
                            id + " " + subscription.times().start(),
                            Map.of("subscription_id", id)));
        }
        if (change.unmappedPrice() != null) {
            notices.add(
                    new Notice(
                            userId,
                            Kind.PRICE_UNMAPPED,
                            id + " " + change.unmappedPrice(),
                            Map.of("subscription_id", id, "price", change.unmappedPrice())));
        }
        if (change.second()) {
            notices.add(
                    new Notice(
                            userId, Kind.SECOND_SUBSCRIPTION, id, Map.of("subscription_id", id)));
        }
        return notices;
    }
}
