package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;

/** The two ways a subscription ends for good: cancelled, or never paid for at all. */
final class Endings {

    /** {@code cancellation_details.reason} when somebody asked for it. */
    static final String REQUESTED = "cancellation_requested";

    /** The same when nobody paid. */
    static final String PAYMENT_FAILED = "payment_failed";

    private final Books books;
    private final InvoiceBook invoices;

    Endings(Books books, InvoiceBook invoices) {
        this.books = books;
        this.invoices = invoices;
    }

    /** It is over now; one whose first payment was never made expires instead. */
    void cancel(Subscription subscription, String reason) {
        if (subscription.is(Subscription.INCOMPLETE)) {
            expire(subscription);
            return;
        }
        long now = books.now();
        subscription.status(Subscription.CANCELED);
        subscription.number("ended_at", now);
        if (subscription.number("canceled_at") == null) {
            subscription.number("canceled_at", now);
        }
        ObjectNode details = subscription.json().withObject("/cancellation_details");
        if (details.path("reason").isNull()) {
            details.put("reason", reason);
        }
        subscription.pauseReason(null, now);
        subscription.json().putNull("pending_update");
        invoices.stopCollecting(subscription);
        books.events().append("customer.subscription.deleted", subscription);
    }

    /** The first payment was not made in time; Stripe tells this by an update. */
    void expire(Subscription subscription) {
        ObjectNode before = subscription.copy();
        subscription.status(Subscription.INCOMPLETE_EXPIRED);
        subscription.number("ended_at", books.now());
        if (subscription.number("canceled_at") == null) {
            subscription.number("canceled_at", books.now());
        }
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        for (Invoice open : invoices.openOf(subscription)) {
            invoices.voidInvoice(open);
        }
    }

    /** A customer takes its subscriptions along. */
    void deleteCustomer(Customer customer) {
        for (Subscription subscription : books.store().subscriptions().oldestFirst()) {
            if (subscription.customerId().equals(customer.id()) && !subscription.isTerminal()) {
                cancel(subscription, REQUESTED);
            }
        }
        books.events().append("customer.deleted", customer);
        customer.delete();
    }
}
