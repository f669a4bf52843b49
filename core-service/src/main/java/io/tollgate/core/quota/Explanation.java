package io.tollgate.core.quota;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaExplanation.Event;
import io.tollgate.contracts.quota.QuotaExplanation.LimitSource;
import io.tollgate.contracts.quota.QuotaExplanation.Policy;
import io.tollgate.contracts.quota.QuotaExplanation.Recorded;
import io.tollgate.contracts.quota.QuotaExplanation.UsageThen;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.subscription.PastSubscriptions.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the chain from event to decision together. Nothing is read in here. */
final class Explanation {

    private final Counter counter;
    private final PastFacts past;
    private final Catalogue catalogue;
    private final boolean holdsKept;
    private final Entitlement entitlement;
    private final @Nullable Worth best;

    /**
     * Of one counter.
     *
     * @param holdsKept whether all reservations of that moment are still there
     */
    Explanation(Counter counter, PastFacts past, Catalogue catalogue, boolean holdsKept) {
        this.holdsKept = holdsKept;
        this.counter = counter;
        this.past = past;
        this.catalogue = catalogue;
        this.entitlement = new Terms(past.facts(), catalogue).entitlement(counter.userId());
        this.best = entitlement.considered().isEmpty() ? null : entitlement.considered().getFirst();
    }

    QuotaExplanation of(long requested, PastFacts.@Nullable Line recorded) {
        QuotaDecision decision =
                new View(counter.userId(), past.facts(), catalogue)
                        .decision(counter.resource(), requested);
        Event event = event();
        Policy policy = best == null ? null : policy(best);
        LimitSource limit = limit();
        UsageThen usage = usage(decision);
        return new QuotaExplanation(
                counter.userId(),
                counter.resource(),
                decision.decidedAt(),
                inWords(decision, event, policy, limit, usage),
                event,
                policy,
                limit,
                usage,
                decision,
                recorded == null ? null : recorded(recorded));
    }

    private List<String> inWords(
            QuotaDecision decision,
            @Nullable Event event,
            @Nullable Policy policy,
            LimitSource limit,
            UsageThen usage) {
        List<String> sentences =
                new ArrayList<>(new Sentences(counter, decision).all(event, policy, limit, usage));
        if (!holdsKept) {
            sentences.add(Sentences.HOLDS_GONE);
        }
        return sentences;
    }

    private @Nullable Event event() {
        if (best == null) {
            return null;
        }
        String id = best.subscription().subscriptionId();
        Change change =
                past.changes().stream()
                        .filter(each -> each.subscription().subscriptionId().equals(id))
                        .findFirst()
                        .orElseThrow();
        return new Event(
                id,
                change.eventId(),
                change.eventType(),
                change.occurredAt(),
                Moment.seconds(change.receivedAt()),
                change.reason(),
                change.planId(),
                change.subscription().quantity());
    }

    private Policy policy(Worth worth) {
        SubscriptionStatus status = worth.subscription().status();
        PlanReason reason = worth.reason();
        return new Policy(
                status == null ? null : status.wire(),
                status == null ? null : catalogue.access().rule(status).word(),
                worth.grants(),
                reason.wire(),
                worth.until());
    }

    private LimitSource limit() {
        Allowance allowance = new Terms(past.facts(), catalogue).allowance(counter);
        SetLimit byHand = past.facts().overrides().get(counter);
        boolean perSeat = entitlement.plan().limit(counter.resource()).perSeat();
        return new LimitSource(
                entitlement.plan().name(),
                catalogue.hash(),
                allowance.amount(),
                perSeat && byHand == null,
                entitlement.seats(),
                allowance.soft(),
                byHand == null ? null : byHand.reason(),
                byHand == null ? null : byHand.setBy(),
                byHand == null ? null : byHand.endsAt().getEpochSecond());
    }

    private UsageThen usage(QuotaDecision decision) {
        PastFacts.Line last = past.last();
        return new UsageThen(
                decision.used(),
                decision.reserved(),
                last == null ? null : last.kind(),
                last == null ? null : last.cause(),
                last == null ? null : Moment.seconds(last.at()));
    }

    private static Recorded recorded(PastFacts.Line line) {
        return new Recorded(
                line.kind(),
                line.amount(),
                line.plan(),
                line.limit(),
                line.catalogue(),
                line.cause());
    }
}
