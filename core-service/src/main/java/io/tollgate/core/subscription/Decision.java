package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.core.plan.Catalogue;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to become of an update, given what is held. Every rule about order is in here. */
sealed interface Decision {

    /** The update becomes the state. */
    record Apply(SubscriptionState next, Reason reason) implements Decision {}

    /** The state is this already; only how new it is may change. */
    record Unchanged(SubscriptionState next) implements Decision {}

    /**
     * The state is this already, but its price maps to another plan by now: it counts otherwise
     * from here on, if the price should ever map to none.
     */
    record Remapped(SubscriptionState next) implements Decision {}

    /** Something newer is held. */
    record Stale(Reason reason) implements Decision {}

    /** The subscription has ended for good. */
    record Terminal() implements Decision {}

    /** The same sequence came with other content: one of the two callers is wrong. */
    record SequenceConflict() implements Decision {}

    /** Why, for the change log. */
    enum Reason {
        FIRST_STATE,
        NEWER_STATE,
        REMAPPED,
        OLDER_SEQUENCE,
        OLDER_TIME,
        ALREADY_ENDED,
        SAME_SEQUENCE_OTHER_CONTENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Decides. The guards come in this order: ended for good; sequence, if both sides have one;
     * time, if both sides have one.
     *
     * @param held what is held; null for the first update of a subscription
     */
    static Decision on(
            @Nullable SubscriptionState held, SubscriptionUpdate update, Catalogue catalogue) {
        if (held == null) {
            return new Apply(SubscriptionState.after(null, update, catalogue), Reason.FIRST_STATE);
        }
        if (held.hasEnded()) {
            return new Terminal();
        }
        boolean same = held.contentHash().equals(Content.hash(update));
        Long heldSequence = held.version().sequence();
        Long sequence = update.sequence();
        if (heldSequence != null && sequence != null) {
            int order = Long.compare(sequence, heldSequence);
            if (order < 0) {
                return new Stale(Reason.OLDER_SEQUENCE);
            }
            if (order == 0) {
                return same ? seenAgain(held, update, catalogue) : new SequenceConflict();
            }
        }
        Long heldTime = held.version().occurredAt();
        Long time = update.occurredAt();
        if (heldTime != null && time != null && time < heldTime) {
            return new Stale(Reason.OLDER_TIME);
        }
        return same
                ? seenAgain(held, update, catalogue)
                : new Apply(SubscriptionState.after(held, update, catalogue), Reason.NEWER_STATE);
    }

    private static Decision seenAgain(
            SubscriptionState held, SubscriptionUpdate update, Catalogue catalogue) {
        SubscriptionState next = held.seenAgain(update, catalogue);
        return Objects.equals(next.mappedPlan(), held.mappedPlan())
                ? new Unchanged(next)
                : new Remapped(next);
    }
}
