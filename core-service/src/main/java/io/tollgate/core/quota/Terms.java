package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.quota.Entry.Basis;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each user of a batch may have: one entitlement each, worked out once, from the facts. */
final class Terms {

    private final Facts facts;
    private final Catalogue catalogue;
    private final Map<String, Entitlement> entitlements = new HashMap<>();

    Terms(Facts facts, Catalogue catalogue) {
        this.facts = facts;
        this.catalogue = catalogue;
    }

    Entitlement entitlement(String userId) {
        return entitlements.computeIfAbsent(
                userId,
                user ->
                        Entitlement.decide(
                                facts.subscriptions().getOrDefault(user, List.of()),
                                catalogue,
                                facts.now()));
    }

    Allowance allowance(Counter counter) {
        return Allowance.of(
                entitlement(counter.userId()), counter.resource(), facts.overrides().get(counter));
    }

    /** The moment they are of. */
    Instant now() {
        return facts.now();
    }

    /** Names the catalogue they are by. */
    String catalogue() {
        return catalogue.hash();
    }

    Basis basis(Counter counter) {
        Allowance allowance = allowance(counter);
        return new Basis(allowance.plan(), allowance.amount(), catalogue.hash());
    }
}
