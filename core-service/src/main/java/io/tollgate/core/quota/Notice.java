package io.tollgate.core.quota;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Resource;
import io.tollgate.core.subscription.TermsChanged;
import io.tollgate.core.subscription.UserSubscription;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
    static Optional<Notice> crossing(Terms terms, Counter counter, long before, long after) {
        Long limit = terms.allowance(counter).amount();
        if (limit == null || limit == 0 || after <= before) {
            return Optional.empty();
        }
        if (before < limit && after >= limit) {
            return Optional.of(about(Kind.AT_LIMIT, terms, counter, limit, after));
        }
        boolean crossed = !isNear(before, limit) && isNear(after, limit);
        return crossed
                ? Optional.of(about(Kind.NEAR_LIMIT, terms, counter, limit, after))
                : Optional.empty();
    }

    /** No product overflows: no amount is over 2^53. */
    private static boolean isNear(long taken, long limit) {
        return taken * 100 >= limit * NEAR_PERCENT;
    }

    private static Notice about(Kind kind, Terms terms, Counter counter, long limit, long taken) {
        return new Notice(
                counter.userId(),
                kind,
                "%s %s %d %s"
                        .formatted(
                                counter.userId(),
                                counter.resource(),
                                limit,
                                period(terms, counter)),
                Map.of("resource", counter.resource(), "limit", limit, "taken", taken));
    }

    /** When the one of the subscription began; the default plan has calendar months. */
    private static String period(Terms terms, Counter counter) {
        Entitlement entitlement = terms.entitlement(counter.userId());
        return entitlement.since() == null || entitlement.accessUntil() == null
                ? YearMonth.from(terms.now().atOffset(ZoneOffset.UTC)).toString()
                : entitlement.since().toString();
    }

    /** What a user's state is worth telling at a moment, whatever led to it. */
    static List<Notice> standing(String userId, Facts facts, Catalogue catalogue) {
        Terms terms = new Terms(facts, catalogue);
        List<Notice> notices =
                new ArrayList<>(grace(userId, terms.entitlement(userId), facts.now()));
        for (Resource resource : catalogue.resources()) {
            Counter counter = new Counter(userId, resource.name());
            Facts.Balance balance = facts.balances().getOrDefault(counter, Facts.Balance.NONE);
            long taken = balance.used() + balance.reserved();
            level(terms, counter, taken).ifPresent(notices::add);
        }
        return notices;
    }

    /** How far up to a limit, or over it, a counter is. */
    private static Optional<Notice> level(Terms terms, Counter counter, long taken) {
        Allowance allowance = terms.allowance(counter);
        Long limit = allowance.amount();
        if (limit == null || taken == 0 || !isNear(taken, limit)) {
            return Optional.empty();
        }
        Kind kind =
                taken < limit
                        ? Kind.NEAR_LIMIT
                        : taken == limit || allowance.soft() ? Kind.AT_LIMIT : Kind.OVER_LIMIT;
        return Optional.of(about(kind, terms, counter, limit, taken));
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
