package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.core.Core;
import io.tollgate.billing.inbox.LaneStanding;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Billed;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import io.tollgate.billing.stripe.StripeSubscriptions;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks through all of Stripe's subscriptions and holds each against core. */
final class SubscriptionsStep implements Step {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final StripeSubscriptions lists;
    private final StripeStates states;
    private final Core core;
    private final Judge judge;
    private final Repairs repairs;
    private final Reported reported;
    private final Duration grace;

    SubscriptionsStep(
            StripeSubscriptions lists,
            StripeStates states,
            Core core,
            Judge judge,
            Repairs repairs,
            Reported reported,
            Duration grace) {
        this.lists = lists;
        this.states = states;
        this.core = core;
        this.judge = judge;
        this.repairs = repairs;
        this.reported = reported;
        this.grace = grace;
    }

    /** Both sides of one page. */
    private record Both(
            long asOf,
            Map<String, SubscriptionView> held,
            Map<String, LaneStanding> lanes,
            Set<String> reported) {}

    @Override
    public StepResult look(Run run) throws SQLException {
        String after = run.cursor() == null ? "" : run.cursor();
        return switch (lists.page(after, Deadline.in(CALL))) {
            case StripeAnswer.Found(JsonNode list, long asOf) -> page(run, list, asOf);
            // The cursor's subscription is gone (test data was deleted): begin anew.
            case StripeAnswer.Missing() ->
                    StepResult.Page.ofSubscriptions(List.of(), after.isEmpty() ? null : "", 0);
            case StripeAnswer.Throttled() -> new StepResult.Wait("Stripe throttles");
            case StripeAnswer.Unavailable(String why) -> new StepResult.Wait("Stripe: " + why);
        };
    }

    private StepResult page(Run run, JsonNode list, long asOf) throws SQLException {
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(each -> ids.add(each.path("id").asText()));
        Optional<Map<String, SubscriptionView>> held = core.holds(ids);
        if (held.isEmpty()) {
            return new StepResult.Wait("core is away");
        }
        // A repair has made their lanes due: they are in flight, or done and worth a look.
        Set<String> told = run.mode() == Mode.DRY_RUN ? reported.of(run, ids) : Set.of();
        Both both = new Both(asOf, held.get(), repairs.standing(ids), told);
        List<Difference> differences = new ArrayList<>();
        List<String> certain = new ArrayList<>();
        for (JsonNode subscription : list.path("data")) {
            switch (verdict(subscription, both)) {
                case Judge.Verdict.Fine() -> certain.add(subscription.path("id").asText());
                case Judge.Verdict.Differs(Difference difference) -> differences.add(difference);
                case Judge.Verdict.Wait(String why) -> {
                    return new StepResult.Wait(why);
                }
            }
        }
        if (run.mode() == Mode.REPAIR) {
            confirm(certain, both.lanes());
        }
        boolean more = list.path("has_more").asBoolean() && !ids.isEmpty();
        return StepResult.Page.ofSubscriptions(
                differences, more ? ids.getLast() : null, ids.size());
    }

    private void confirm(List<String> certain, Map<String, LaneStanding> lanes)
            throws SQLException {
        List<String> doubted =
                certain.stream()
                        .filter(id -> isDoubted(Objects.requireNonNull(lanes.get(id))))
                        .toList();
        if (!doubted.isEmpty()) {
            repairs.certain(doubted);
        }
    }

    private static boolean isDoubted(LaneStanding lane) {
        return lane.needsFetch() && !lane.inFlight();
    }

    private Judge.Verdict verdict(JsonNode subscription, Both both) throws SQLException {
        String id = subscription.path("id").asText();
        LaneStanding lane = Objects.requireNonNull(both.lanes().get(id));
        if (lane.inFlight() || both.reported().contains(id)) {
            return new Judge.Verdict.Fine();
        }
        SubscriptionView view = both.held().get(id);
        if (view == null && !lane.known()) {
            return neverSeen(subscription, both);
        }
        StripeState<Billed> state =
                states.ofListed(
                        subscription, both.asOf(), Judge.known(lane, view), Deadline.in(CALL));
        return agrees(state, view)
                ? Judge.verdictOnLinks(id, view)
                : judge.again(id, Deadline.in(CALL));
    }

    private static boolean agrees(StripeState<Billed> state, @Nullable SubscriptionView view) {
        Optional<SubscriptionUpdate> wanted =
                state instanceof StripeState.Now<Billed> now ? Judge.wanted(now) : Optional.empty();
        return wanted.isPresent() && Comparison.differs(wanted.get(), view).isEmpty();
    }

    /** Neither we nor core have ever heard of it, and it is too old to be on its way. */
    private Judge.Verdict neverSeen(JsonNode subscription, Both both) {
        String id = subscription.path("id").asText();
        boolean settled = subscription.path("created").asLong() <= both.asOf() - grace.toSeconds();
        return settled
                ? new Judge.Verdict.Differs(
                        new Difference(
                                id,
                                id,
                                Kind.NEVER_DELIVERED,
                                "never heard of; Stripe has it as "
                                        + subscription.path("status").asText(),
                                new Remedy.MakeDue()))
                : new Judge.Verdict.Fine();
    }
}
