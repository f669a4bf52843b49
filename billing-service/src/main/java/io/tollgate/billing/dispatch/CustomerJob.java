package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.inbox.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deals with a customer that was deleted: Stripe ends its subscriptions at once, by an event each
 * that may be lost or late. So every subscription core holds of it is looked at again, and core is
 * told, so that its user may have another customer.
 *
 * @param makeDue makes lanes due, each for a cause
 */
record CustomerJob(
        String customer, Events view, CoreCalls core, Consumer<Map<String, String>> makeDue)
        implements Job {

    private static final String DELETED = "customer.deleted";

    /** The waiting events of a customer. */
    record Events(List<String> useful, List<Mark> useless, boolean moreWaits) implements View {

        static Events of(List<KeptEvent> events) {
            List<String> useful = new ArrayList<>();
            List<Mark> useless = new ArrayList<>();
            List<KeptEvent> open = events.stream().filter(KeptEvent::open).toList();
            for (KeptEvent event : open) {
                if (event.type().equals(DELETED)) {
                    useful.add(event.eventId());
                } else {
                    useless.add(Mark.because(event.eventId(), Reason.CUSTOMER_EVENT));
                }
            }
            return new Events(useful, useless, open.size() == LaneEvents.PER_LANE);
        }

        @Override
        public @Nullable Long paidThrough() {
            return null;
        }

        @Override
        public @Nullable String known() {
            return null;
        }

        @Override
        public boolean unsure() {
            return false;
        }
    }

    static boolean isFor(List<KeptEvent> events) {
        return events.stream().anyMatch(event -> event.open() && event.type().equals(DELETED));
    }

    @Override
    public boolean asksStripe() {
        return false;
    }

    @Override
    public Present find() {
        Optional<List<String>> subscriptions = core.subscriptionsOf().apply(customer);
        if (subscriptions.isEmpty()) {
            return new Present.CoreAway();
        }
        Map<String, String> causes = new LinkedHashMap<>();
        subscriptions.get().forEach(id -> causes.put(id, "customer_deleted"));
        if (!causes.isEmpty()) {
            makeDue.accept(causes);
        }
        return core.customerGone().test(customer)
                ? new Present.Done("subscriptions_due")
                : new Present.CoreAway();
    }
}
