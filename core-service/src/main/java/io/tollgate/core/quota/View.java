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
import io.tollgate.core.quota.Facts.Balance;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What facts and catalogue say about one user, worded for the wire. Nothing is read in here. */
final class View {

    private final String userId;
    private final Facts facts;
    private final Catalogue catalogue;
    private final Terms terms;
    private final Entitlement entitlement;

    View(String userId, Facts facts, Catalogue catalogue) {
        this.userId = userId;
        this.facts = facts;
        this.catalogue = catalogue;
        this.terms = new Terms(facts, catalogue);
        this.entitlement = terms.entitlement(userId);
    }

    /** Whether so much more of a resource of the catalogue fits. */
    QuotaDecision decision(String resource, long requested) {
        Counter counter = new Counter(userId, resource);
        Balance balance = facts.balances().getOrDefault(counter, Balance.NONE);
        Allowance allowance = terms.allowance(counter);
        long taken = balance.used() + balance.reserved();
        LimitReason reason = allowance.decide(taken, requested);
        return new QuotaDecision(
                reason.allows(),
                entitlement.plan().name(),
                word(entitlement.status()),
                allowance.amount(),
                allowance.isUnlimited(),
                balance.used(),
                balance.reserved(),
                requested,
                reason.wire(),
                entitlement.reason().wire(),
                entitlement.since(),
                entitlement.accessUntil(),
                allowance.overBy(taken),
                reason == LimitReason.OVER_SOFT_LIMIT,
                Moment.seconds(facts.now()),
                catalogue.hash());
    }

    /** Everything the user may do, and why. */
    QuotaSummary summary() {
        Map<String, ResourceQuota> resources = new LinkedHashMap<>();
        Map<String, Boolean> features = new LinkedHashMap<>();
        for (Resource resource : catalogue.resources()) {
            Counter counter = new Counter(userId, resource.name());
            Allowance allowance = terms.allowance(counter);
            if (allowance.limit() instanceof Limit.Feature(boolean included)) {
                features.put(resource.name(), included);
            } else {
                Balance balance = facts.balances().getOrDefault(counter, Balance.NONE);
                resources.put(resource.name(), quota(allowance, balance));
            }
        }
        return new QuotaSummary(
                userId,
                entitlement.plan().name(),
                word(entitlement.status()),
                entitlement.reason().wire(),
                entitlement.accessUntil(),
                entitlement.since(),
                entitlement.seats(),
                entitlement.considered().stream().map(View::considered).toList(),
                features,
                resources);
    }

    private static ResourceQuota quota(Allowance allowance, Balance balance) {
        long taken = balance.used() + balance.reserved();
        return new ResourceQuota(
                allowance.amount(),
                allowance.isUnlimited(),
                balance.used(),
                balance.reserved(),
                allowance.remaining(taken),
                allowance.overBy(taken) > 0,
                allowance.overBy(taken),
                allowance.soft(),
                allowance.source(),
                balance.version());
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

    private static @Nullable String word(@Nullable SubscriptionStatus status) {
        return status == null ? null : status.wire();
    }
}
