package io.tollgate.billing.core;

import io.tollgate.contracts.subscription.SubscriptionChangePage;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Subscriptions at core and what became of them, for people who look into one. */
@ApplicationScoped
public class CoreSubscriptions {

    private final CoreListApi lists;
    private final CoreSubscriptionChangeApi changes;

    CoreSubscriptions(
            @RestClient CoreListApi lists, @RestClient CoreSubscriptionChangeApi changes) {
        this.lists = lists;
        this.changes = changes;
    }

    /**
     * The first subscriptions of a customer's user by id, also ended and former customers' ones.
     */
    public Look<SubscriptionPage> ofCustomer(String customerId, int limit) {
        String size = Integer.toString(limit);
        return Asked.look(() -> lists.list(null, size, List.of(), null, customerId, true)).ofList();
    }

    /** One subscription; missing if core does not know it. */
    public Look<SubscriptionView> one(String subscriptionId) {
        return switch (Asked.look(
                () -> lists.list(null, "1", List.of(subscriptionId), null, null, false))) {
            case Look.Seen<SubscriptionPage>(SubscriptionPage page) ->
                    page.data().isEmpty()
                            ? new Look.Missing<>()
                            : new Look.Seen<>(page.data().getFirst());
            case Look.Refused<SubscriptionPage>(String why) -> new Look.Refused<>(why);
            case Look.Missing<SubscriptionPage> _, Look.Older<SubscriptionPage> _ ->
                    new Look.Older<>();
            case Look.Away<SubscriptionPage> _ -> new Look.Away<>();
        };
    }

    /**
     * What changed a subscription or was refused, newest first.
     *
     * @param before the next of the page before; null for the newest
     */
    public Look<SubscriptionChangePage> changes(
            String subscriptionId, @Nullable String before, int limit) {
        return Asked.look(() -> changes.changes(subscriptionId, before, Integer.toString(limit)))
                .ofList();
    }
}
