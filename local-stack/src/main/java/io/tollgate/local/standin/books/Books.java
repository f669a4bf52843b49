package io.tollgate.local.standin.books;

import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.EventLog;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.World;
import io.tollgate.local.standin.wire.Refusal;
import io.tollgate.local.stripe.Ids;

/** What every part of the engine reads and writes. */
public record Books(World world, Store store, EventLog events, Ids ids, AccountSettings settings) {

    public static final String SUBSCRIPTION_UPDATED = "customer.subscription.updated";

    public long now() {
        return world.now();
    }

    /** The customer that a parameter names, if it is still there; refused otherwise. */
    public Customer needCustomer(String id, String param) {
        return store.customers()
                .find(id)
                .filter(found -> !found.isDeleted())
                .orElseThrow(() -> Refusal.noSuchParam("customer", id, param));
    }

    public Customer customerOf(Subscription subscription) {
        return store.customers().get(subscription.customerId());
    }

    public Subscription subscriptionOf(Invoice invoice) {
        return store.subscriptions().get(invoice.subscriptionId());
    }

    /** What a subscription is paid with; empty if there is nothing. */
    public String paymentMethodOf(Subscription subscription) {
        String own = subscription.text("default_payment_method");
        return own.isEmpty() ? customerOf(subscription).paymentMethod() : own;
    }
}
