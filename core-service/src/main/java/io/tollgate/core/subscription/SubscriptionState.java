package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Plan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What core holds about one subscription.
 *
 * @param terms what was bought and until when, as sent with the last known status
 * @param status the word last sent
 * @param knownStatus the last one whose meaning is known: only this one decides
 * @param mappedPlan the plan its price last mapped to: an unknown price takes nothing away
 * @param version how new it is
 * @param contentHash of the update it came from
 */
record SubscriptionState(
        String subscriptionId,
        String customerId,
        Terms terms,
        String status,
        @Nullable SubscriptionStatus knownStatus,
        @Nullable String mappedPlan,
        @Nullable Boolean livemode,
        Version version,
        @Nullable String eventId,
        @Nullable String eventType,
        String contentHash) {

    /** The state after an update that is to be applied. */
    static SubscriptionState after(
            @Nullable SubscriptionState held, SubscriptionUpdate update, Catalogue catalogue) {
        Optional<SubscriptionStatus> known = SubscriptionStatus.find(update.status());
        Terms terms =
                known.isEmpty() && held != null && held.knownStatus != null
                        ? held.terms
                        : Terms.of(update);
        Version version = Version.of(update);
        return new SubscriptionState(
                update.subscriptionId(),
                update.customerId(),
                terms,
                update.status(),
                known.orElse(held == null ? null : held.knownStatus),
                mapped(terms, held, catalogue),
                update.livemode(),
                held == null ? version : held.version.atLeast(version),
                update.eventId(),
                update.eventType(),
                Content.hash(update));
    }

    /** The same state, seen again: it may be newer, and its price may map by now. */
    SubscriptionState seenAgain(SubscriptionUpdate update, Catalogue catalogue) {
        return new SubscriptionState(
                subscriptionId,
                customerId,
                terms,
                status,
                knownStatus,
                mapped(terms, this, catalogue),
                livemode,
                version.atLeast(Version.of(update)),
                eventId,
                eventType,
                contentHash);
    }

    /** Whether Stripe will never change it again. */
    boolean hasEnded() {
        return knownStatus != null && knownStatus.isTerminal();
    }

    /** The plan it is for: by its price if that is known, else the one it last mapped to. */
    Optional<Plan> plan(Catalogue catalogue) {
        Plan byPrice = Pick.from(terms, catalogue).plan();
        return byPrice != null
                ? Optional.of(byPrice)
                : Optional.ofNullable(mappedPlan).flatMap(catalogue::plan);
    }

    /** As an entitlement sees it, by this catalogue. */
    UserSubscription forUser(Catalogue catalogue) {
        Pick pick = Pick.from(terms, catalogue);
        return new UserSubscription(
                subscriptionId,
                plan(catalogue).orElse(null),
                knownStatus,
                pick.quantity(),
                new UserSubscription.Times(
                        pick.startDate(),
                        pick.expiryDate(),
                        terms.paidThrough(),
                        terms.cancelAt(),
                        terms.trialEnd()));
    }

    private static @Nullable String mapped(
            Terms terms, @Nullable SubscriptionState held, Catalogue catalogue) {
        Plan plan = Pick.from(terms, catalogue).plan();
        if (plan != null) {
            return plan.name();
        }
        return held == null ? null : held.mappedPlan;
    }
}
