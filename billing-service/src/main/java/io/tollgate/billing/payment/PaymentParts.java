package io.tollgate.billing.payment;

import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.customer.Customers;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.billing.stripe.StripeApi;
import io.tollgate.billing.stripe.StripeCustomers;
import io.tollgate.billing.stripe.StripePosts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts the plain classes of this package together. */
final class PaymentParts {

    /**
     * What needs a Stripe key.
     *
     * @param paying starts payments
     * @param clearUp clears up after them
     */
    record WithStripe(Paying paying, ClearUp clearUp) {}

    /**
     * What there is; nothing without a key.
     *
     * @param stripe empty without a key
     */
    record Desk(Optional<WithStripe> stripe) {}

    private PaymentParts() {}

    @Produces
    @Singleton
    static Desk desk(
            StripeAccess access,
            CoreOrders orders,
            CoreAccounts accounts,
            Customers customers,
            PaymentConfig config) {
        return new Desk(
                access.api().map(api -> withStripe(api, orders, accounts, customers, config)));
    }

    static WithStripe withStripe(
            StripeApi api,
            CoreOrders orders,
            CoreAccounts accounts,
            Customers customers,
            PaymentConfig config) {
        StripeAccess access = new StripeAccess(Optional.of(api));
        StripePosts posts = access.posts().orElseThrow();
        StripeCustomers stripe = access.customers().orElseThrow();
        Intents intents = new Intents(api, posts);
        return new WithStripe(
                new Paying(orders, customers, intents, stripe, config),
                new ClearUp(
                        orders,
                        new Wishes(accounts, customers, stripe, config),
                        accounts,
                        intents,
                        config));
    }

    @Produces
    @Singleton
    static Flights flights(PaymentConfig config) {
        return new Flights(config.deadline());
    }
}
