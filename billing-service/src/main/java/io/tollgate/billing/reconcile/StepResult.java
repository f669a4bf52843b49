package io.tollgate.billing.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of a run came to. */
sealed interface StepResult {

    /**
     * A page was looked at.
     *
     * @param next where the next page begins; null if this was the last
     * @param events how many events were looked at
     * @param subscriptions how many subscriptions were compared
     * @param eventsUntil set once, by the first page of events
     */
    record Page(
            List<Difference> differences,
            @Nullable String next,
            int events,
            int subscriptions,
            @Nullable Long eventsUntil)
            implements StepResult {

        static Page ofSubscriptions(
                List<Difference> differences, @Nullable String next, int subscriptions) {
            return new Page(differences, next, 0, subscriptions, null);
        }
    }

    /** Stripe or core cannot be asked now; the same step is tried again. */
    record Wait(String why) implements StepResult {}
}
