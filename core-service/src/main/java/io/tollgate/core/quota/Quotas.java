package io.tollgate.core.quota;

import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.QuotaSummary.ConsideredSubscription;
import io.tollgate.contracts.quota.QuotaSummary.ResourceQuota;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Limit;
import io.tollgate.core.plan.Plan;
import io.tollgate.core.plan.Resource;
import io.tollgate.core.quota.Usages.Count;
import io.tollgate.core.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts entitlement, limits and usage together, as of now. */
@ApplicationScoped
class Quotas {

    /** Nothing is promised ahead of its use. */
    private static final long RESERVED = 0;

    private final Subscriptions subscriptions;
    private final Usages usages;
    private final Catalogue catalogue;
    private final Clock clock;

    Quotas(Subscriptions subscriptions, Usages usages, Catalogue catalogue, Clock clock) {
        this.subscriptions = subscriptions;
        this.usages = usages;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Whether so much more of a resource of the catalogue fits. */
    @Transactional
    QuotaDecision check(String userId, String resource, long requested) {
        Entitlement entitlement = entitlement(userId);
        long used = usages.ofUser(userId).getOrDefault(resource, Count.NONE).used();
        Limit limit = entitlement.plan().limit(resource);
        LimitReason reason = LimitDecision.decide(limit, used + RESERVED, requested);
        return new QuotaDecision(
                reason != LimitReason.OVER_LIMIT,
                entitlement.plan().name(),
                word(entitlement.status()),
                amount(limit),
                limit instanceof Limit.Unlimited,
                used,
                RESERVED,
                requested,
                reason.wire(),
                entitlement.reason().wire(),
                entitlement.since());
    }

    /** Everything the user may do, and why. */
    @Transactional
    QuotaSummary summary(String userId) {
        Entitlement entitlement = entitlement(userId);
        Map<String, Count> counts = usages.ofUser(userId);
        Map<String, ResourceQuota> resources = new LinkedHashMap<>();
        for (Resource resource : catalogue.resources()) {
            String name = resource.name();
            resources.put(
                    name, quota(entitlement.plan(), name, counts.getOrDefault(name, Count.NONE)));
        }
        return new QuotaSummary(
                userId,
                entitlement.plan().name(),
                word(entitlement.status()),
                entitlement.reason().wire(),
                entitlement.accessUntil(),
                entitlement.since(),
                entitlement.considered().stream().map(Quotas::considered).toList(),
                resources);
    }

    private Entitlement entitlement(String userId) {
        return Entitlement.decide(subscriptions.ofUser(userId), catalogue, clock.instant());
    }

    private static ResourceQuota quota(Plan plan, String resource, Count count) {
        Limit limit = plan.limit(resource);
        Long amount = amount(limit);
        long taken = count.used() + RESERVED;
        return new ResourceQuota(
                amount,
                amount == null,
                count.used(),
                RESERVED,
                amount == null ? null : Math.max(0, amount - taken),
                amount != null && taken > amount,
                count.version());
    }

    private static ConsideredSubscription considered(Worth worth) {
        Plan plan = worth.subscription().plan();
        return new ConsideredSubscription(
                worth.subscription().subscriptionId(),
                plan == null ? null : plan.name(),
                word(worth.subscription().status()),
                worth.subscription().quantity(),
                worth.grants(),
                worth.reason().wire(),
                worth.until());
    }

    private static @Nullable Long amount(Limit limit) {
        return switch (limit) {
            case Limit.AtMost(long amount) -> amount;
            case Limit.Unlimited() -> null;
        };
    }

    private static @Nullable String word(@Nullable SubscriptionStatus status) {
        return status == null ? null : status.wire();
    }
}
