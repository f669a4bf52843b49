package io.tollgate.billing.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of a run came to. */
sealed interface StepResult {

    /**
     * A page was looked at.
     *
     * @param next where the next page begins; null if this was the last
     * @param checked how much was looked at
     * @param eventsUntil set once, by the first page of events
     */
    record Page(
            List<Difference> differences,
            @Nullable String next,
            Checked checked,
            @Nullable Long eventsUntil)
            implements StepResult {

        static Page ofSubscriptions(
                List<Difference> differences, @Nullable String next, int subscriptions) {
            return new Page(differences, next, new Checked(0, subscriptions, 0), null);
        }

        static Page ofPayments(List<Difference> differences, @Nullable String next, int payments) {
            return new Page(differences, next, new Checked(0, 0, payments), null);
        }
    }

    /** How many of each were looked at or compared. */
    record Checked(int events, int subscriptions, int payments) {}

    /** Stripe or core cannot be asked now; the same step is tried again. */
    record Wait(String why) implements StepResult {}
}
