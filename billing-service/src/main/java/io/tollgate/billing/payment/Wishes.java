package io.tollgate.billing.payment;

import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.customer.CustomerResult;
import io.tollgate.billing.customer.Customers;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeCustomers;
import java.util.List;

/** Makes the customers that the product has asked for ahead of time. */
final class Wishes {

    /** In one go; what is left comes with the next. */
    private static final int LIMIT = 20;

    private final CoreAccounts accounts;
    private final Customers customers;
    private final StripeCustomers stripe;
    private final PaymentConfig config;

    Wishes(
            CoreAccounts accounts,
            Customers customers,
            StripeCustomers stripe,
            PaymentConfig config) {
        this.accounts = accounts;
        this.customers = customers;
        this.stripe = stripe;
        this.config = config;
    }

    void fulfil() {
        if (!(accounts.wishes(LIMIT) instanceof CoreAnswer.Ok<List<String>>(List<String> users))) {
            return;
        }
        for (String user : users) {
            CustomerResult result = customers.of(user, stripe, Deadline.in(config.deadline()));
            if (result instanceof CustomerResult.Later
                    || result instanceof CustomerResult.CoreAway) {
                return;
            }
        }
    }
}
