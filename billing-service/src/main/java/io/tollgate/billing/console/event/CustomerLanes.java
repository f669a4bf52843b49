package io.tollgate.billing.console.event;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.inbox.EventSearch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lanes a customer's events are in: their own, and those of their subscriptions at core. */
@ApplicationScoped
class CustomerLanes {

    /**
     * What was found.
     *
     * @param complete whether core could be asked; otherwise it is the customer's own lane alone
     */
    record Lanes(List<String> ids, boolean complete) {}

    private final Core core;

    CustomerLanes(Core core) {
        this.core = core;
    }

    Lanes of(String customerId) {
        List<String> ids = new ArrayList<>(List.of(customerId));
        Optional<List<String>> subscriptions = core.subscriptionsOf(customerId);
        subscriptions.ifPresent(
                found -> found.stream().limit(EventSearch.MAX_LANES - 1).forEach(ids::add));
        return new Lanes(ids, subscriptions.isPresent());
    }
}
