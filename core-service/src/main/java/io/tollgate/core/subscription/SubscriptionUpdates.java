package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import io.tollgate.core.account.Accounts;
import io.tollgate.core.account.LinkResult;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.subscription.Decision.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes an update: lock the row, decide, write, log, in one short transaction. A refusal is
 * committed too, so that the change log keeps it.
 */
@ApplicationScoped
class SubscriptionUpdates {

    private static final Set<String> RUNNING =
            Arrays.stream(SubscriptionStatus.values())
                    .filter(status -> !status.isTerminal())
                    .filter(status -> status != SubscriptionStatus.INCOMPLETE)
                    .map(SubscriptionStatus::wire)
                    .collect(Collectors.toUnmodifiableSet());

    private final Accounts accounts;
    private final Catalogues catalogues;
    private final Clock clock;
    private final Event<TermsChange> changing;
    private final Event<TermsChanged> changed;

    SubscriptionUpdates(
            Accounts accounts,
            Catalogues catalogues,
            Clock clock,
            Event<TermsChange> changing,
            Event<TermsChanged> changed) {
        this.changed = changed;
        this.accounts = accounts;
        this.catalogues = catalogues;
        this.clock = clock;
        this.changing = changing;
    }

    @Transactional
    UpdateOutcome take(SubscriptionUpdate update) {
        Instant now = clock.instant();
        SubscriptionRow row = SubscriptionRow.lock(update, now);
        SubscriptionState held = row.state();
        return switch (Decision.on(held, update, catalogues.current())) {
            case Decision.Apply(SubscriptionState next, Reason reason) -> {
                apply(update, row, next, reason);
                yield new UpdateOutcome.Applied(sequence(next), warnings(update, next));
            }
            case Decision.Remapped(SubscriptionState next) -> {
                apply(update, row, next, Reason.REMAPPED);
                yield new UpdateOutcome.Unchanged(sequence(next), warnings(update, next));
            }
            case Decision.Unchanged(SubscriptionState next) -> {
                link(update);
                if (!next.equals(held)) {
                    row.write(next, now);
                }
                yield new UpdateOutcome.Unchanged(sequence(next), warnings(update, next));
            }
            case Decision.Stale(Reason reason) ->
                    refused(update, held, new UpdateOutcome.Stale(sequence(held)), reason);
            case Decision.Terminal() ->
                    refused(
                            update,
                            held,
                            new UpdateOutcome.Terminal(sequence(held)),
                            Reason.ALREADY_ENDED);
            case Decision.SequenceConflict() ->
                    refused(
                            update,
                            held,
                            new UpdateOutcome.SequenceConflict(sequence(held)),
                            Reason.SAME_SEQUENCE_OTHER_CONTENT);
        };
    }

    /** The change is announced, written, told and logged, in this order. */
    private void apply(
            SubscriptionUpdate update, SubscriptionRow row, SubscriptionState next, Reason reason) {
        SubscriptionState held = row.state();
        String link = link(update);
        Instant at = announce(held, next, clock.instant());
        row.write(next, at);
        tell(next);
        new ChangeRow(update, at, SubscriptionUpdateResult.APPLIED, reason)
                .link(link)
                .states(held, next)
                .persist();
    }

    private UpdateOutcome refused(
            SubscriptionUpdate update,
            @Nullable SubscriptionState held,
            UpdateOutcome outcome,
            Reason reason) {
        new ChangeRow(update, clock.instant(), outcome.word(), reason).states(held, null).persist();
        return outcome;
    }

    /** Lets those who decide by it wait from here to the commit, and says when the change is. */
    private Instant announce(
            @Nullable SubscriptionState held, SubscriptionState next, Instant now) {
        Set<String> customers = new HashSet<>(Set.of(next.customerId()));
        if (held != null) {
            customers.add(held.customerId());
        }
        Set<String> users = Set.copyOf(accounts.usersOf(customers).values());
        TermsChange change = new TermsChange(users);
        changing.fire(change);
        return change.at(now);
    }

    private void tell(SubscriptionState next) {
        SubscriptionRow.flush();
        Pick pick = Pick.from(next.terms(), catalogues.current());
        changed.fire(
                new TermsChanged(
                        Set.copyOf(accounts.usersOf(Set.of(next.customerId())).values()),
                        next.forUser(catalogues.current()),
                        pick.plan() == null ? pick.priceId() : null,
                        isSecond(next)));
    }

    /** One whose first payment is missing is none yet. */
    private static boolean isSecond(SubscriptionState state) {
        String status = state.knownStatus() == null ? "" : state.knownStatus().wire();
        return RUNNING.contains(status)
                && SubscriptionRow.hasOther(state.customerId(), state.subscriptionId(), RUNNING);
    }

    private static @Nullable Long sequence(@Nullable SubscriptionState state) {
        return state == null ? null : state.version().sequence();
    }

    /** Links the user the update names, if both are free; the state is taken in any case. */
    private @Nullable String link(SubscriptionUpdate update) {
        if (update.userId() == null) {
            return null;
        }
        return switch (accounts.link(update.userId(), update.customerId())) {
            case LinkResult.Linked _ -> "linked";
            case LinkResult.AlreadyLinked _ -> "already_linked";
            case LinkResult.Refused _ -> "refused";
        };
    }

    private List<Warning> warnings(SubscriptionUpdate update, SubscriptionState state) {
        List<Warning> warnings = new ArrayList<>();
        if (Pick.from(Terms.of(update), catalogues.current()).plan() == null) {
            warnings.add(Warning.UNMAPPED_PLAN);
        }
        if (accounts.usersOf(List.of(state.customerId())).isEmpty()) {
            warnings.add(Warning.UNLINKED_CUSTOMER);
        }
        if (SubscriptionStatus.find(update.status()).isEmpty()) {
            warnings.add(Warning.UNKNOWN_STATUS);
        }
        if (isSecond(state)) {
            warnings.add(Warning.SECOND_SUBSCRIPTION);
        }
        return warnings;
    }
}
