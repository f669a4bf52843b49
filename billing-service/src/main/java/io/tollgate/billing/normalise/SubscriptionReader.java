package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.StripeJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a subscription object of any API version. */
final class SubscriptionReader {

    /**
     * Where a subscription was seen.
     *
     * @param at when it was so, Unix seconds
     */
    record Shown(
            String eventId,
            String eventType,
            long at,
            @Nullable Boolean livemode,
            String subscriptionId) {}

    private SubscriptionReader() {}

    /** The subscription an event shows. */
    static Reading read(KeptEvent event) {
        return read(
                event.object(),
                new Shown(
                        event.eventId(),
                        event.type(),
                        event.created(),
                        event.livemode(),
                        event.lane()));
    }

    /** A subscription that was shown in some way. */
    static Reading read(JsonNode subscription, Shown shown) {
        String status = StripeJson.id(subscription.path("status"));
        String customer = customer(subscription);
        Long start = start(subscription);
        List<Snapshot.Item> items = ItemReader.read(subscription);
        if (status == null || start == null) {
            return new Reading.Unusable(Reason.UNKNOWN_SHAPE);
        }
        if (customer == null) {
            return new Reading.Unusable(Reason.NO_CUSTOMER);
        }
        if (items.isEmpty()) {
            return new Reading.Unusable(Reason.NO_PLAN);
        }
        return new Reading.Subscription(
                new Snapshot(
                        shown.eventId(),
                        shown.eventType(),
                        shown.at(),
                        shown.livemode(),
                        shown.subscriptionId(),
                        customer,
                        StripeJson.id(subscription.path("metadata").path("user_id")),
                        ended(shown) && !Snapshot.isTerminal(status) ? "canceled" : status,
                        start,
                        items,
                        subscription.path("items").path("has_more").asBoolean(),
                        cancelAt(subscription, items.getFirst()),
                        StripeJson.seconds(subscription.path("trial_end")),
                        first(subscription, "ended_at", "canceled_at"),
                        pausedAt(subscription)));
    }

    /** A deleted subscription has ended, whatever status its payload still shows. */
    private static boolean ended(Shown shown) {
        return shown.eventType().equals("customer.subscription.deleted");
    }

    /** {@code customer}; from 2025-12-15.clover an account may stand in its place. */
    private static @Nullable String customer(JsonNode subscription) {
        String customer = StripeJson.ref(subscription.path("customer"));
        return customer != null ? customer : StripeJson.ref(subscription.path("customer_account"));
    }

    /** {@code start} until 2019-10-17, {@code start_date} since. */
    private static @Nullable Long start(JsonNode subscription) {
        return first(subscription, "start_date", "start", "created");
    }

    /** Classic subscriptions set the flag and the time; flexible ones only the time. */
    private static @Nullable Long cancelAt(JsonNode subscription, Snapshot.Item first) {
        Long at = StripeJson.seconds(subscription.path("cancel_at"));
        if (at != null) {
            return at;
        }
        return subscription.path("cancel_at_period_end").asBoolean() ? first.periodEnd() : null;
    }

    /** Since 2026-10-28.endive. */
    private static @Nullable Long pausedAt(JsonNode subscription) {
        return StripeJson.seconds(
                subscription.path("status_details").path("paused").path("transitioned_at"));
    }

    private static @Nullable Long first(JsonNode object, String... fields) {
        for (String field : fields) {
            Long value = StripeJson.seconds(object.path(field));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
