package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.core.account.Accounts;
import io.tollgate.core.account.LinkResult;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.subscription.Decision.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an update: lock the row, decide, write, log, in one short transaction. A refusal is
 * committed too, so that the change log keeps it.
 */
@ApplicationScoped
class SubscriptionUpdates {

    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Clock clock;

    SubscriptionUpdates(Accounts accounts, Catalogue catalogue, Clock clock) {
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Transactional
    UpdateOutcome take(SubscriptionUpdate update) {
        Instant now = clock.instant();
        SubscriptionRow row = SubscriptionRow.lock(update, now);
        SubscriptionState held = row.state();
        return switch (Decision.on(held, update, catalogue)) {
            case Decision.Apply(SubscriptionState next, Reason reason) -> {
                String link = link(update);
                row.write(next, now);
                var applied = new UpdateOutcome.Applied(sequence(next), warnings(update, next));
                log(update, applied, reason).link(link).states(held, next).persist();
                yield applied;
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

    private UpdateOutcome refused(
            SubscriptionUpdate update,
            @Nullable SubscriptionState held,
            UpdateOutcome outcome,
            Reason reason) {
        log(update, outcome, reason).states(held, null).persist();
        return outcome;
    }

    private ChangeRow log(SubscriptionUpdate update, UpdateOutcome outcome, Reason reason) {
        return new ChangeRow(update, clock.instant(), outcome.word(), reason);
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
        if (Pick.from(Terms.of(update), catalogue).plan() == null) {
            warnings.add(Warning.UNMAPPED_PLAN);
        }
        if (accounts.usersOf(List.of(state.customerId())).isEmpty()) {
            warnings.add(Warning.UNLINKED_CUSTOMER);
        }
        if (SubscriptionStatus.find(update.status()).isEmpty()) {
            warnings.add(Warning.UNKNOWN_STATUS);
        }
        return warnings;
    }
}
