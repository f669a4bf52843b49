package io.tollgate.core.subscription;

import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import java.util.List;

/**
 * What an update has to look like. Only what could not be kept or used is refused: ids are not
 * judged by their prefix, and a start after the expiry is Stripe's business.
 */
final class UpdateChecks {

    /** Stripe allows 20 items per subscription; the rest is room. */
    static final int MAX_ITEMS = 100;

    private UpdateChecks() {}

    static void require(SubscriptionUpdate update) {
        FieldChecks checks = new FieldChecks();
        checks.text("customer_id", update.customerId());
        checks.text("subscription_id", update.subscriptionId());
        checks.text("plan_id", update.planId());
        checks.time("start_date", update.startDate());
        checks.time("expiry_date", update.expiryDate());
        checks.text("status", update.status());
        checks.optionalText("user_id", update.userId());
        checks.optionalText("event_id", update.eventId());
        checks.optionalText("event_type", update.eventType());
        checks.optionalTime("occurred_at", update.occurredAt());
        checks.optionalNumber("sequence", update.sequence(), Long.MAX_VALUE);
        checks.optionalTime("paid_through", update.paidThrough());
        checks.optionalTime("cancel_at", update.cancelAt());
        checks.optionalTime("trial_end", update.trialEnd());
        if (update.items() != null) {
            items(checks, update.items());
        }
        checks.throwIfAny();
    }

    private static void items(FieldChecks checks, List<Item> items) {
        if (items.size() > MAX_ITEMS) {
            checks.refuse("items", "must have at most " + MAX_ITEMS + " entries");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            String path = "items[" + i + "]";
            Item item = items.get(i);
            if (item == null) {
                checks.refuse(path, "must not be null");
                continue;
            }
            checks.text(path + ".plan_id", item.planId());
            checks.optionalNumber(path + ".quantity", item.quantity(), FieldChecks.MAX_COUNT);
            checks.time(path + ".start_date", item.startDate());
            checks.time(path + ".expiry_date", item.expiryDate());
        }
    }
}
