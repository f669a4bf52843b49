package io.tollgate.core.subscription;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fired inside the transaction that has changed a subscription, after its row is written.
 *
 * @param userIds whose it is; empty while the customer is linked to nobody
 * @param subscription as it is now
 * @param unmappedPrice its price, if the catalogue does not know it
 * @param second whether it runs beside another of the same customer
 */
public record TermsChanged(
        Set<String> userIds,
        UserSubscription subscription,
        @Nullable String unmappedPrice,
        boolean second) {

    public TermsChanged {
        userIds = Set.copyOf(userIds);
    }
}
