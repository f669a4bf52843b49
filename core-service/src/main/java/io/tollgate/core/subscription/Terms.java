package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a state that gives access: what was bought and until when. An update with a status we
 * do not know leaves it alone. Times are Unix seconds.
 */
record Terms(
        String planId,
        long startDate,
        long expiryDate,
        List<Item> items,
        @Nullable Long paidThrough,
        @Nullable Long cancelAt,
        @Nullable Long trialEnd) {

    Terms {
        items = List.copyOf(items);
    }

    static Terms of(SubscriptionUpdate update) {
        return new Terms(
                update.planId(),
                update.startDate(),
                update.expiryDate(),
                update.items() == null ? List.of() : update.items(),
                update.paidThrough(),
                update.cancelAt(),
                update.trialEnd());
    }
}
